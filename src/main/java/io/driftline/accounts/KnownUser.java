package io.driftline.accounts;

import io.driftline.identity.User;
import java.time.Instant;

/** A user as operators see them. */
public record KnownUser(User user, Instant since) {}
