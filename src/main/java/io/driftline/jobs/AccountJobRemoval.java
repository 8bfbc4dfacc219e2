package io.driftline.jobs;

import io.driftline.identity.UserId;
import io.vertx.core.Future;

/** Removes all that is kept of a user's jobs and of what they were told, when their account goes. */
public interface AccountJobRemoval {
    /** Open jobs end first, so that workers stop and staged copies go. What is removed stays so if a later part fails. */
    Future<Void> removeAll(UserId user);
}
