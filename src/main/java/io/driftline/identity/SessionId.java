package io.driftline.identity;

/** Identifies a session; 26 letters of {@code a-z2-7}, made by the server. */
public record SessionId(String value) {
    public SessionId {
        Ids.require(value, "session");
    }

    public static SessionId random() {
        return new SessionId(Ids.random());
    }

    @Override
    public String toString() {
        return value;
    }
}
