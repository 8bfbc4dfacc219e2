package io.driftline.accounts.credentials;

import io.driftline.accounts.passwords.ProvenUser;
import io.driftline.bus.Addresses;
import io.driftline.bus.news.SessionEnded;
import io.driftline.config.SessionLengths;
import io.driftline.identity.CredentialId;
import io.driftline.identity.Ids;
import io.driftline.identity.Secrets;
import io.driftline.identity.User;
import io.driftline.identity.UserId;
import io.driftline.problem.ProblemType;
import io.driftline.problem.ServiceException;
import io.driftline.words.AccountWords;
import io.vertx.core.Future;
import io.vertx.core.eventbus.EventBus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SessionManager of browsers: a signed access token of some minutes, renewed by an opaque refresh token that changes with each
 * use. Every request looks at the session's row, so that an end holds at once, on every node.
 */
public final class SessionManager {
    private static final Logger LOG = LoggerFactory.getLogger(SessionManager.class);
    private static final int MOST_PER_USER = 10;

    /** Two tabs that renew at once: the later one still holds the token that the earlier one has just replaced. */
    private static final Duration GRACE = Duration.ofSeconds(30);

    private final Sessions store;
    private final AccessTokens tokens;
    private final SessionLengths settings;
    private final EventBus bus;
    private final Clock clock;

    public SessionManager(Sessions store, AccessTokens tokens, SessionLengths settings, EventBus bus, Clock clock) {
        this.store = store;
        this.tokens = tokens;
        this.settings = settings;
        this.bus = bus;
        this.clock = clock;
    }

    /**
     * Begins a session that lasts as long as sessions do, or one that stays, where that is offered; the user's oldest beyond
     * ten end.
     *
     * <p>Fails with INVALID_CREDENTIALS if the password has changed since it was proven: that change could not end a
     * session which had not begun.
     */
    public Future<SessionGrant> begin(ProvenUser proven, boolean stay) {
        return stay && settings.offersStay()
                ? begin(proven, settings.stay(), settings.stay())
                : begin(proven, settings.idle(), settings.absolute());
    }

    /** The same, of another length. */
    public Future<SessionGrant> begin(ProvenUser proven, Duration idle, Duration absolute) {
        var now = clock.instant();
        var refresh = new RefreshToken(CredentialId.random(), Secrets.random());
        var kept = new Sessions.Kept(
                refresh.session(),
                proven.user(),
                Secrets.hash(refresh.secret()),
                null,
                now,
                idle,
                now.plus(idle),
                now.plus(absolute));
        return store.prune(now)
                .onFailure(failure -> LOG.warn("sessions that are over not dropped", failure))
                .otherwiseEmpty()
                .compose(pruned -> store.add(kept, proven, now, MOST_PER_USER))
                .onSuccess(this::tellEnded)
                .map(ended -> grant(kept, refresh.text(), now));
    }

    /** The user whom an access token proves; fails with INVALID_TOKEN or SESSION_EXPIRED. */
    public Future<SignedIn> verify(String accessToken) {
        return tokens.verify(accessToken).compose(claims -> store.find(claims.session())
                .map(found -> found.filter(kept -> kept.alive(clock.instant()))
                        .filter(kept -> kept.user().id().equals(claims.user()))
                        .map(kept -> SignedIn.inPerson(kept.user(), kept.id()))
                        .orElseThrow(SessionManager::ended)));
    }

    /**
     * Renews a session. A refresh token that was used before ends the session for everybody who holds it, because one of
     * them may have stolen it.
     *
     * <p>Fails with SESSION_EXPIRED or REFRESH_REUSED.
     */
    public Future<SessionGrant> renew(String refreshToken) {
        var refresh = RefreshToken.parse(refreshToken);
        if (refresh.isEmpty()) {
            return Future.failedFuture(ended());
        }
        return living(refresh.get()).compose(kept -> renew(kept, refresh.get()));
    }

    /** Whose session it is that lives and has this refresh token, current or just replaced. */
    public Future<Optional<User>> holder(String refreshToken) {
        return RefreshToken.parse(refreshToken)
                .map(refresh -> store.find(refresh.session())
                        .map(found -> found.filter(kept -> kept.alive(clock.instant()))
                                .filter(kept -> isCurrent(kept, refresh) || isPrevious(kept, refresh))
                                .map(Sessions.Kept::user)))
                .orElseGet(() -> Future.succeededFuture(Optional.empty()));
    }

    /** Ends the session of a refresh token, current or just replaced; others change nothing. */
    public Future<Void> end(String refreshToken) {
        return RefreshToken.parse(refreshToken)
                .map(refresh -> store.find(refresh.session())
                        .compose(found -> found.filter(kept -> isCurrent(kept, refresh) || isPrevious(kept, refresh))
                                .map(kept -> end(kept.id()))
                                .orElseGet(Future::succeededFuture)))
                .orElseGet(Future::succeededFuture);
    }

    public Future<Void> end(CredentialId session) {
        var ended = List.of(session);
        return store.delete(ended).onSuccess(done -> tellEnded(ended));
    }

    /** The user's sessions that live, the one renewed last first. */
    public Future<List<OwnSession>> list(UserId user) {
        return store.list(user, clock.instant());
    }

    /** Ends one of the user's sessions; fails with SESSION_NOT_FOUND, for other users' sessions as well. */
    public Future<Void> end(UserId user, String id) {
        if (!Ids.isId(id)) {
            return Future.failedFuture(unknown());
        }
        var session = new CredentialId(id);
        return store.delete(user, session)
                .compose(deleted -> deleted ? Future.<Void>succeededFuture() : Future.failedFuture(unknown()))
                .onSuccess(done -> tellEnded(List.of(session)));
    }

    /** Ends all of the user's sessions but this one. */
    public Future<Void> endOthers(UserId user, CredentialId kept) {
        return store.deleteOthers(user, kept).onSuccess(this::tellEnded).mapEmpty();
    }

    /** Ends every session of the user. */
    public Future<Void> endAll(UserId user) {
        return store.deleteAll(user).onSuccess(this::tellEnded).mapEmpty();
    }

    /** Which of these still hold; knows sessions and personal tokens. */
    public Future<Set<CredentialId>> alive(Set<CredentialId> sessions) {
        return store.alive(sessions, clock.instant());
    }

    private Future<Sessions.Kept> living(RefreshToken refresh) {
        return store.find(refresh.session())
                .map(found -> found.filter(kept -> kept.alive(clock.instant())).orElseThrow(SessionManager::ended));
    }

    private Future<SessionGrant> renew(Sessions.Kept kept, RefreshToken refresh) {
        var now = clock.instant();
        if (isCurrent(kept, refresh)) {
            return rotate(kept, refresh, now);
        }
        if (isPrevious(kept, refresh) && now.isBefore(kept.rotatedAt().plus(GRACE))) {
            return Future.succeededFuture(grant(kept, "", now));
        }
        return end(kept.id())
                .compose(done -> Future.failedFuture(
                        ServiceException.of(ProblemType.REFRESH_REUSED, AccountWords.REFRESH_REUSED.message())));
    }

    /** Whoever loses the race to rotate finds the other's token and counts as the later tab. */
    private Future<SessionGrant> rotate(Sessions.Kept kept, RefreshToken refresh, Instant now) {
        var next = new RefreshToken(kept.id(), Secrets.random());
        return store.rotate(kept, Secrets.hash(next.secret()), now, now.plus(kept.idle()))
                .compose(won -> won
                        ? Future.succeededFuture(grant(kept, next.text(), now))
                        : living(refresh).compose(again -> renew(again, refresh)));
    }

    private static boolean isCurrent(Sessions.Kept kept, RefreshToken refresh) {
        return Secrets.matches(refresh.secret(), kept.refreshHash());
    }

    private static boolean isPrevious(Sessions.Kept kept, RefreshToken refresh) {
        var previous = kept.previousHash();
        return previous != null && Secrets.matches(refresh.secret(), previous);
    }

    private SessionGrant grant(Sessions.Kept kept, String refresh, Instant now) {
        var left = Duration.between(now, kept.absoluteUntil());
        var access = shorter(settings.access(), left);
        return new SessionGrant(
                kept.user(),
                kept.id(),
                tokens.issue(kept.user().id(), kept.id(), now.plus(access)),
                access,
                refresh,
                shorter(kept.idle(), left),
                kept.idle().compareTo(settings.idle()) > 0);
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    /** To be called once these sessions are no longer kept. */
    public void tellEnded(Collection<CredentialId> sessions) {
        sessions.forEach(session -> Addresses.SESSION_ENDED.publish(bus, new SessionEnded(session)));
    }

    private static ServiceException unknown() {
        return ServiceException.of(ProblemType.SESSION_NOT_FOUND, AccountWords.SESSION_NOT_FOUND.message());
    }

    private static ServiceException ended() {
        return ServiceException.of(ProblemType.SESSION_EXPIRED, AccountWords.SESSION_ENDED.message());
    }

    /** Names its session, so that a used one can be told from an unknown one. */
    private record RefreshToken(CredentialId session, String secret) {
        static Optional<RefreshToken> parse(String text) {
            var parts = text.split("\\.", -1);
            if (parts.length != 2 || !Ids.isId(parts[0])) {
                return Optional.empty();
            }
            return Optional.of(new RefreshToken(new CredentialId(parts[0]), parts[1]));
        }

        String text() {
            return session.value() + "." + secret;
        }
    }
}
