package io.driftline.accounts.credentials;

import io.driftline.bus.Addresses;
import io.driftline.bus.news.SessionEnded;
import io.driftline.identity.CredentialId;
import io.driftline.identity.Ids;
import io.driftline.identity.Secrets;
import io.driftline.identity.UserId;
import io.driftline.problem.ProblemType;
import io.driftline.problem.ServiceException;
import io.driftline.words.AccountWords;
import io.vertx.core.Future;
import io.vertx.core.eventbus.EventBus;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Personal tokens for scripts, {@code dl_<id>_<secret>}: shown once, kept hashed, expiring, revocable. */
public final class TokenManager {
    private static final Logger LOG = LoggerFactory.getLogger(TokenManager.class);
    private static final String PREFIX = "dl";
    private static final Duration USE_NOTED_EACH = Duration.ofMinutes(1);

    private final Tokens store;
    private final int mostPerUser;
    private final EventBus bus;
    private final Clock clock;

    public TokenManager(Tokens store, int mostPerUser, EventBus bus, Clock clock) {
        this.store = store;
        this.mostPerUser = mostPerUser;
        this.bus = bus;
        this.clock = clock;
    }

    /** Fails with TOO_MANY_TOKENS. */
    public Future<PersonalToken.Fresh> create(UserId user, String name, Set<Scope> scopes, Duration lifetime) {
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var secret = Secrets.random();
        var token = new PersonalToken(CredentialId.random(), name, scopes, now, now.plus(lifetime), null);
        return store.add(user, token, Secrets.hash(secret), mostPerUser).map(added -> {
            if (!added) {
                throw ServiceException.of(ProblemType.TOO_MANY_TOKENS, AccountWords.TOKENS_MOST.message(mostPerUser));
            }
            return new PersonalToken.Fresh(token, PREFIX + "_" + token.id().value() + "_" + secret);
        });
    }

    /** The user's tokens that have not expired, newest first. */
    public Future<List<PersonalToken>> list(UserId user) {
        return store.list(user, clock.instant());
    }

    /** Fails with TOKEN_NOT_FOUND, for other users' tokens as well. */
    public Future<Void> revoke(UserId user, String id) {
        if (!Ids.isId(id)) {
            return Future.failedFuture(unknown());
        }
        var token = new CredentialId(id);
        return store.delete(user, token)
                .compose(deleted -> deleted ? Future.<Void>succeededFuture() : Future.failedFuture(unknown()))
                .onSuccess(done -> Addresses.SESSION_ENDED.publish(bus, new SessionEnded(token)));
    }

    /** Revokes every token of the user. */
    public Future<Void> revokeAll(UserId user) {
        return store.deleteAll(user)
                .onSuccess(revoked ->
                        revoked.forEach(token -> Addresses.SESSION_ENDED.publish(bus, new SessionEnded(token))))
                .mapEmpty();
    }

    /** The user whom a token proves; fails with INVALID_TOKEN or SESSION_EXPIRED. */
    public Future<SignedIn> verify(String text) {
        var parts = text.split("_", -1);
        if (parts.length != 3 || !parts[0].equals(PREFIX) || !Ids.isId(parts[1])) {
            return Future.failedFuture(invalid());
        }
        return store.find(new CredentialId(parts[1]))
                .map(found -> found.filter(kept -> Secrets.matches(parts[2], kept.secretHash()))
                        .orElseThrow(TokenManager::invalid))
                .map(this::requireCurrent)
                .onSuccess(this::noteUse)
                .map(kept -> new SignedIn(
                        kept.user(), kept.token().id(), kept.token().scopes()));
    }

    private Tokens.Kept requireCurrent(Tokens.Kept kept) {
        if (!clock.instant().isBefore(kept.token().expiresAt())) {
            throw ServiceException.of(ProblemType.SESSION_EXPIRED, AccountWords.TOKEN_EXPIRED.message());
        }
        return kept;
    }

    private void noteUse(Tokens.Kept kept) {
        var now = clock.instant();
        var last = kept.token().lastUsedAt();
        if (last == null || last.plus(USE_NOTED_EACH).isBefore(now)) {
            store.noteUse(kept.token().id(), now)
                    .onFailure(failure -> LOG.warn("use of a personal token not noted", failure));
        }
    }

    private static ServiceException unknown() {
        return ServiceException.of(ProblemType.TOKEN_NOT_FOUND, AccountWords.TOKEN_NOT_FOUND.message());
    }

    private static ServiceException invalid() {
        return ServiceException.of(ProblemType.INVALID_TOKEN, AccountWords.TOKEN_INVALID.message());
    }
}
