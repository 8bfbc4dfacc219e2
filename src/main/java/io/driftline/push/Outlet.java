package io.driftline.push;

import io.vertx.core.buffer.Buffer;

/** Where a cursor's frames go: a socket, as far as a cursor needs to know it. */
interface Outlet {
    void write(Buffer frame);

    /** Whether the client has more unsent than it may; it says when that is over. */
    boolean isFull();
}
