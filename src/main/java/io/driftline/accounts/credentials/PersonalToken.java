package io.driftline.accounts.credentials;

import io.driftline.identity.CredentialId;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A personal token as its owner may see it again: without its secret. */
public record PersonalToken(
        CredentialId id,
        String name,
        Set<Scope> scopes,
        Instant createdAt,
        Instant expiresAt,
        @Nullable Instant lastUsedAt) {
    public PersonalToken {
        scopes = Set.copyOf(scopes);
    }

    /** A token on the day it is made, with the text that is shown this once. */
    public record Fresh(PersonalToken token, String text) {}
}
