package io.driftline.bus.news;

import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/** What a user is to be told, ready to be sent as a text frame. */
public sealed interface Announcement {
    /** The JSON of the frame. */
    Buffer frame();

    /**
     * A committed event at its place in the user's sequence.
     *
     * @param trace the context, as {@code traceparent}, below which its sending is traced, if it is
     */
    record Event(long offset, Buffer frame, @Nullable String trace) implements Announcement {
        /** One that nobody traces. */
        public Event(long offset, Buffer frame) {
            this(offset, frame, null);
        }
    }

    /** The latest progress of a job; the last value wins and none is kept. */
    record Progress(String job, Buffer frame) implements Announcement {}
}
