package io.driftline.accounts;

import io.driftline.domain.SessionId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A personal token as its owner may see it again: without its secret. */
public record PersonalToken(
        SessionId id, String name, Instant createdAt, Instant expiresAt, @Nullable Instant lastUsedAt) {

    /** A token on the day it is made, with the text that is shown this once. */
    public record Fresh(PersonalToken token, String text) {}
}
