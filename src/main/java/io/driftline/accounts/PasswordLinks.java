package io.driftline.accounts;

import io.driftline.identity.User;
import io.driftline.identity.UserId;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;

/** What operators give to users who have lost their password: one at a time for each, good once and until it expires. */
public interface PasswordLinks {
    /** The code of a link is known to who asked for it, and kept as a hash. */
    record Fresh(String code, Instant expiresAt) {}

    /** Takes the place of the user's link before. Fails with USER_NOT_FOUND; guests have no password. */
    Future<Fresh> create(User operator, UserId subject, Duration lifetime);

    /** Whose it is; fails with PASSWORD_LINK_NOT_FOUND. */
    Future<User> holder(String code);

    /** Gives its holder this password, once and for all links; fails with PASSWORD_LINK_NOT_FOUND. */
    Future<UserId> use(String code, String passwordHash);
}
