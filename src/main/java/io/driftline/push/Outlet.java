package io.driftline.push;

import io.driftline.bus.news.Announcement;
import io.vertx.core.buffer.Buffer;

/** Where a cursor's frames go: a line to a client, as far as a cursor needs to know it. */
interface Outlet {
    void write(Buffer frame);

    /** A frame after which a client that comes back goes on from {@code offset}. */
    default void write(long offset, Buffer frame) {
        write(frame);
    }

    /** The frame of an event. */
    default void write(Announcement.Event event) {
        write(event.offset(), event.frame());
    }

    /** Whether the client has more unsent than it may; it says when that is over. */
    boolean isFull();
}
