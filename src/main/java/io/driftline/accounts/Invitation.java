package io.driftline.accounts;

import java.time.Instant;

/** Lets one person sign up, once. */
public record Invitation(String id, Instant createdAt, Instant expiresAt) {
    /** One that was just made; its code is shown this once. */
    public record Fresh(Invitation invitation, String code) {}
}
