package io.driftline.identity;

/** Identifies a user; 26 letters of {@code a-z2-7}, made by the server. */
public record UserId(String value) {
    public UserId {
        Ids.require(value, "user");
    }

    public static UserId random() {
        return new UserId(Ids.random());
    }

    @Override
    public String toString() {
        return value;
    }
}
