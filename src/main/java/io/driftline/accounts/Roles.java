package io.driftline.accounts;

import io.driftline.identity.Role;
import io.driftline.identity.UserId;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The roles of users, and every change of one. */
public interface Roles {
    /**
     * Users by e-mail.
     *
     * @param search what e-mail or name begin with, in lower case; empty for all
     * @param after the last one of the page before
     */
    Future<List<KnownUser>> list(String search, Optional<UserId> after, int limit);

    /** The latest changes first, at most 50. */
    Future<List<RoleChange>> history();

    /** Empty if there is no such user. */
    Future<Optional<KnownUser>> find(UserId id);

    /** Empty if there is no such user; fails with SOLE_OPERATOR. */
    Future<Optional<KnownUser>> change(UserId by, UserId subject, Role role, Instant now);
}
