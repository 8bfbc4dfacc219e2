package io.driftline.push;

import java.time.Duration;

/**
 * How long sockets may take.
 *
 * @param heartbeat between two of them, on average
 * @param pongWithin of a ping
 * @param slowFor with more unsent than allowed
 * @param closeWithin for the client's part of closing; then it is cut off
 * @param look between two looks at the database
 * @param streamLives until an event stream has to be opened again: nothing that it carries is answered, so that a dead one
 *     would keep its place until the network gave it up
 */
public record SocketTimes(
        Duration heartbeat,
        Duration pongWithin,
        Duration slowFor,
        Duration closeWithin,
        Duration look,
        Duration streamLives) {
    private static final Duration STREAM_LIVES = Duration.ofMinutes(5);

    /** A dead line is gone after 30 s at the latest. */
    public static final SocketTimes DEFAULT = new SocketTimes(
            Duration.ofSeconds(15),
            Duration.ofSeconds(10),
            Duration.ofSeconds(60),
            Duration.ofSeconds(2),
            Duration.ofSeconds(2));

    public SocketTimes(Duration heartbeat, Duration pongWithin, Duration slowFor, Duration closeWithin, Duration look) {
        this(heartbeat, pongWithin, slowFor, closeWithin, look, STREAM_LIVES);
    }
}
