package io.driftline.push;

/** Why the server closes a socket, and what its client should do then. */
enum CloseCode {
    /** Retry: the node restarts. */
    RESTARTING(1012, "restarting"),
    /** Stop: compressed, or otherwise with bits that were not agreed on. */
    PROTOCOL(1002, "protocol error"),
    /** Stop: frames must be text. */
    BINARY(1003, "text frames only"),
    /** Stop: a message longer than anything that this protocol has to say. */
    TOO_LONG(1009, "message too long"),
    /** Stop: a frame that this protocol does not know. */
    BAD_MESSAGE(4400, "unknown message"),
    /** Sign in again: the session is over. */
    SESSION_OVER(4401, "session over"),
    /** Retry: no pong came. */
    NO_PONG(4408, "no pong"),
    /** Retry, and resume: the client reads too slowly. */
    TOO_SLOW(4410, "too slow"),
    /** Retry later: too many messages. */
    TOO_MANY_MESSAGES(4429, "too many messages");

    private final int code;
    private final String reason;

    CloseCode(int code, String reason) {
        this.code = code;
        this.reason = reason;
    }

    short code() {
        return (short) code;
    }

    String reason() {
        return reason;
    }
}
