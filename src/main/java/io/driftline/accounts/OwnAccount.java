package io.driftline.accounts;

import io.driftline.accounts.credentials.SessionManager;
import io.driftline.accounts.credentials.SignedIn;
import io.driftline.accounts.credentials.TokenManager;
import io.driftline.catalog.Catalog;
import io.driftline.identity.Source;
import io.driftline.identity.User;
import io.driftline.jobs.AccountJobRemoval;
import io.driftline.problem.ProblemType;
import io.driftline.problem.ServiceException;
import io.driftline.words.AccountWords;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What people change about their own account. Each change asks for the password again: a page left open is not enough.
 */
public final class OwnAccount {
    private static final Logger LOG = LoggerFactory.getLogger(OwnAccount.class);

    /** Each round meets only submissions that were under way while the one before it worked. */
    private static final int ROUNDS = 5;

    private static final Duration SOON = Duration.ofSeconds(5);

    private final AccountManager accounts;
    private final Users users;
    private final SessionManager sessions;
    private final TokenManager tokens;
    private final AccountJobRemoval jobs;
    private final Catalog catalog;

    public OwnAccount(
            AccountManager accounts,
            Users users,
            SessionManager sessions,
            TokenManager tokens,
            AccountJobRemoval jobs,
            Catalog catalog) {
        this.accounts = accounts;
        this.users = users;
        this.sessions = sessions;
        this.tokens = tokens;
        this.jobs = jobs;
        this.catalog = catalog;
    }

    /**
     * Gives the account another password and ends every session but the one that asks. Personal tokens stay, for they
     * were never proven by the password.
     *
     * <p>Fails with WEAK_PASSWORD, WRONG_PASSWORD, SIGN_IN_THROTTLED or SIGN_IN_BUSY.
     */
    public Future<Void> changePassword(SignedIn who, String current, String fresh, Source source) {
        var user = who.user();
        return accounts.prove(user, current, source)
                .compose(proven -> accounts.hashOf(user, fresh, source)
                        .compose(hash -> users.changePassword(proven, hash, who.session())))
                .onSuccess(sessions::tellEnded)
                .onSuccess(
                        ended -> LOG.atInfo().addKeyValue("userId", user.id()).log("password changed"))
                .mapEmpty();
    }

    /**
     * Ends one of the user's sessions, or all but the one that asks.
     *
     * <p>Fails with SESSION_NOT_FOUND, WRONG_PASSWORD, SIGN_IN_THROTTLED or SIGN_IN_BUSY.
     */
    public Future<Void> endSessions(SignedIn who, String password, Optional<String> one, Source source) {
        var user = who.user().id();
        return accounts.prove(who.user(), password, source).compose(proven -> one.map(id -> sessions.end(user, id))
                .orElseGet(() -> sessions.endOthers(user, who.session())));
    }

    /**
     * Deletes the account with everything that belongs to it. What fails half-way leaves the account and the session that
     * asks, and can be asked for again.
     *
     * <p>Fails with WRONG_PASSWORD, SIGN_IN_THROTTLED, SIGN_IN_BUSY or SOLE_OPERATOR.
     */
    public Future<Void> delete(SignedIn who, String password, Source source) {
        var user = who.user();
        return accounts.prove(user, password, source)
                .compose(proven -> users.requireDispensable(user))
                .compose(dispensable -> tokens.revokeAll(user.id()))
                .compose(revoked -> sessions.endOthers(user.id(), who.session()))
                .compose(ended -> remove(user, 1))
                .onSuccess(removed -> sessions.tellEnded(List.of(who.session())))
                .onSuccess(
                        removed -> LOG.atInfo().addKeyValue("userId", user.id()).log("account deleted"));
    }

    private Future<Void> remove(User user, int round) {
        return jobs.removeAll(user.id())
                .compose(removed -> catalog.withdrawLikes(user.id()))
                .compose(withdrawn -> users.delete(user))
                .compose(deleted -> {
                    if (deleted) {
                        return Future.succeededFuture();
                    }
                    return round < ROUNDS
                            ? remove(user, round + 1)
                            : Future.failedFuture(ServiceException.retryLater(
                                    ProblemType.UNAVAILABLE, AccountWords.STILL_SUBMITTING.message(), SOON));
                });
    }
}
