package io.driftline.bus.news;

import io.vertx.core.buffer.Buffer;

/** What a user is to be told, ready to be sent as a text frame. */
public sealed interface Announcement {
    /** The JSON of the frame. */
    Buffer frame();

    /** A committed event at its place in the user's sequence. */
    record Event(long offset, Buffer frame) implements Announcement {}

    /** The latest progress of a job; the last value wins and none is kept. */
    record Progress(String job, Buffer frame) implements Announcement {}
}
