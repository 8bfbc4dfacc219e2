package io.driftline.accounts.credentials;

import io.driftline.identity.CredentialId;
import java.time.Instant;

/**
 * A session as its user sees it.
 *
 * @param renewedAt when its browser last renewed it; an open page does so every few minutes
 * @param endsAt when it ends by itself if it is not renewed again
 */
public record OwnSession(CredentialId id, Instant createdAt, Instant renewedAt, Instant endsAt) {}
