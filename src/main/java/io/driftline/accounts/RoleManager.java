package io.driftline.accounts;

import io.driftline.accounts.credentials.SessionManager;
import io.driftline.accounts.credentials.TokenManager;
import io.driftline.identity.Role;
import io.driftline.identity.User;
import io.driftline.identity.UserId;
import io.driftline.problem.ProblemType;
import io.driftline.problem.ServiceException;
import io.driftline.words.AccountWords;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who may do what. A role holds from the next request on, for it is read with the session or token of each; every change is
 * kept with who made it.
 */
public final class RoleManager {
    private static final Logger LOG = LoggerFactory.getLogger(RoleManager.class);

    /** Users on a page. */
    public static final int PAGE = 50;

    private final Roles store;
    private final SessionManager sessions;
    private final TokenManager tokens;
    private final Clock clock;

    public RoleManager(Roles store, SessionManager sessions, TokenManager tokens, Clock clock) {
        this.store = store;
        this.sessions = sessions;
        this.tokens = tokens;
        this.clock = clock;
    }

    /**
     * At most {@link #PAGE} users, by e-mail.
     *
     * @param search what e-mail or name begin with, in either case; empty for all
     * @param after the last one of the page before
     */
    public Future<List<KnownUser>> list(String search, Optional<UserId> after) {
        return store.list(search.strip().toLowerCase(Locale.ROOT), after, PAGE);
    }

    /** The latest changes first, at most 50. */
    public Future<List<RoleChange>> history() {
        return store.history();
    }

    /**
     * Ends the user's sessions and revokes their tokens, for an account that may be in foreign hands. Fails with
     * USER_NOT_FOUND.
     */
    public Future<Void> signOut(User operator, UserId subject) {
        return store.find(subject)
                .map(found -> found.orElseThrow(RoleManager::unknown))
                .compose(found -> tokens.revokeAll(subject))
                .compose(revoked -> sessions.endAll(subject))
                .onSuccess(ended -> LOG.atInfo()
                        .addKeyValue("userId", operator.id())
                        .addKeyValue("subjectId", subject)
                        .log("user signed out everywhere"));
    }

    /** Gives a user a role; the one they have changes nothing. Fails with USER_NOT_FOUND or SOLE_OPERATOR. */
    public Future<KnownUser> change(User operator, UserId subject, Role role) {
        return store.change(operator.id(), subject, role, clock.instant())
                .map(changed -> changed.orElseThrow(RoleManager::unknown))
                .onSuccess(changed -> LOG.atInfo()
                        .addKeyValue("userId", operator.id())
                        .addKeyValue("subjectId", subject)
                        .addKeyValue("role", role)
                        .log("role given"));
    }

    private static ServiceException unknown() {
        return ServiceException.of(ProblemType.USER_NOT_FOUND, AccountWords.USERS_LISTED.message());
    }
}
