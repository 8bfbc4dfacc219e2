package io.driftline.identity;

/** Names what a caller came with, a session or a personal token; 26 letters of {@code a-z2-7}, made by the server. */
public record CredentialId(String value) {
    public CredentialId {
        Ids.require(value, "session or token");
    }

    public static CredentialId random() {
        return new CredentialId(Ids.random());
    }

    @Override
    public String toString() {
        return value;
    }
}
