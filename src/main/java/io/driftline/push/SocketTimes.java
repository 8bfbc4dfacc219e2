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
 */
public record SocketTimes(
        Duration heartbeat, Duration pongWithin, Duration slowFor, Duration closeWithin, Duration look) {
    /** A dead line is gone after 30 s at the latest. */
    public static final SocketTimes DEFAULT = new SocketTimes(
            Duration.ofSeconds(15),
            Duration.ofSeconds(10),
            Duration.ofSeconds(60),
            Duration.ofSeconds(2),
            Duration.ofSeconds(2));
}
