package io.driftline.accounts;

import io.driftline.accounts.passwords.ProvenUser;
import io.driftline.audit.SecurityEvent;
import io.driftline.audit.SecurityLog;
import io.driftline.config.Config;
import io.driftline.identity.Source;
import io.driftline.identity.UserId;
import io.driftline.job.PackedInput;
import io.driftline.jobs.AccountJobRemoval;
import io.driftline.problem.ProblemType;
import io.driftline.problem.ServiceException;
import io.driftline.words.AccountWords;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/**
 * Who tries the service without an account. A guest is a user like any other, with a session and an id of their own, who may do
 * little, for a day; by signing up they become a user with an account, and keep what they have run.
 */
public final class GuestManager {
    private static final int AT_ONCE = 16;

    private final Guests guests;
    private final AccountJobRemoval jobs;
    private final Config config;

    public GuestManager(Guests guests, AccountJobRemoval jobs, Config config) {
        this.guests = guests;
        this.jobs = jobs;
        this.config = config;
    }

    /** Fails with ACCOUNT_NEEDED where no guests are let in, or with TOO_MANY_GUESTS. */
    public Future<ProvenUser> begin(Source source) {
        return config.guestsAdmitted()
                ? guests.add(source)
                : Future.failedFuture(
                        ServiceException.of(ProblemType.ACCOUNT_NEEDED, AccountWords.GUESTS_NOT_ADMITTED.message()));
    }

    /** Lets a guest's prediction pass and counts it; fails with TOO_LARGE_FOR_GUEST or TOO_MANY_GUESTS. */
    public Future<Void> admitJob(PackedInput input, Source source) {
        var most = config.accounts().guests();
        boolean small = input.records() + input.references() <= most.records() && input.pairs() <= most.pairs();
        return small
                ? guests.countJob(source)
                : Future.failedFuture(ServiceException.of(
                        ProblemType.TOO_LARGE_FOR_GUEST,
                        AccountWords.GUEST_SIZE.message(most.records(), most.pairs())));
    }

    /** Lets a guest's check pass and counts it; fails with TOO_MANY_GUESTS. */
    public Future<Void> admitCheck(Source source) {
        return guests.countCheck(source);
    }

    /** Forgets a guest, and all that is theirs, at the next {@link #sweep}. */
    public Future<Void> end(UserId guest) {
        return guests.end(guest);
    }

    /** Removes guests whose time is over, with all that they ran; what fails is met by the next sweep. */
    public Future<Void> sweep() {
        return guests.over(AT_ONCE).compose(over -> {
            Future<Void> done = Future.succeededFuture();
            for (var guest : over) {
                done = done.compose(before -> remove(guest));
            }
            return done;
        });
    }

    private Future<Void> remove(UserId guest) {
        return jobs.removeAll(guest)
                .compose(removed -> guests.delete(guest))
                .onSuccess(gone -> {
                    if (gone) {
                        SecurityLog.write(
                                SecurityEvent.GUEST_DELETED,
                                SecurityLog.Outcome.OK,
                                new JsonObject().put("user", guest.value()));
                    }
                })
                .mapEmpty();
    }
}
