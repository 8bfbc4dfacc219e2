package io.driftline.accounts;

import io.driftline.accounts.passwords.ProvenUser;
import io.driftline.identity.Source;
import io.driftline.identity.UserId;
import io.vertx.core.Future;
import java.util.List;

/** Users without an account, and how much is asked of them together; counted for all nodes. */
public interface Guests {
    /** Adds a guest, whose time begins; fails with TOO_MANY_GUESTS if the network, or the installation, has enough. */
    Future<ProvenUser> add(Source source);

    /** Counts a prediction of a guest; fails with TOO_MANY_GUESTS if the network has run enough, or all guests are at work. */
    Future<Void> countJob(Source source);

    /** Counts a check, or files that are read, of a guest; fails with TOO_MANY_GUESTS if the network has asked for enough. */
    Future<Void> countCheck(Source source);

    /** Ends the guest's time now; of others it changes nothing. */
    Future<Void> end(UserId guest);

    /**
     * Guests whose time is over, the oldest first. None of them can become anything else any more: whoever is just signing up
     * is left out, and whoever tries to afterwards is no guest.
     */
    Future<List<UserId>> over(int limit);

    /** Removes a guest, with their sessions, unless they still have a job; answers whether they are gone. */
    Future<Boolean> delete(UserId guest);
}
