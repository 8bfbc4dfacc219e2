package io.driftline.accounts;

import io.driftline.identity.User;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;

/** What operators give to people who are to sign up; good until used, withdrawn or expired. */
public interface Invitations {
    /** Fails with TOO_MANY_INVITATIONS. */
    Future<Invitation.Fresh> create(User operator, Duration lifetime);

    /** Those that can still be used, newest first. */
    Future<List<Invitation>> list();

    /** Fails with INVITATION_NOT_FOUND. */
    Future<Void> withdraw(String id);
}
