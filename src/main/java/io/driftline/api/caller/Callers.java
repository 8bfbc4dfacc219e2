package io.driftline.api.caller;

import io.driftline.accounts.credentials.SessionManager;
import io.driftline.accounts.credentials.SignedIn;
import io.driftline.accounts.credentials.TokenManager;
import io.driftline.identity.Role;
import io.driftline.identity.User;
import io.driftline.problem.ProblemType;
import io.driftline.problem.ServiceException;
import io.driftline.words.AccountWords;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** Finds out who asks: by personal token if there is an {@code Authorization} header, else by session cookie. */
public final class Callers {
    private static final String KEY = "driftline.caller";
    private static final String BEARER = "Bearer ";

    private final SessionManager sessions;
    private final TokenManager tokens;
    private final Cookies cookies;

    public Callers(SessionManager sessions, TokenManager tokens, Cookies cookies) {
        this.sessions = sessions;
        this.tokens = tokens;
        this.cookies = cookies;
    }

    /** The verified caller of this request; throws SIGN_IN_REQUIRED if there is none. */
    public static Caller of(RoutingContext ctx) {
        return find(ctx).orElseThrow(Callers::signInFirst);
    }

    /** The caller, whose role the database has at this request; throws FORBIDDEN if it is another. */
    public static User requireOperator(RoutingContext ctx) {
        var user = of(ctx).user();
        if (user.role() != Role.OPERATOR) {
            throw ServiceException.of(ProblemType.FORBIDDEN, AccountWords.OPERATORS_ONLY.message());
        }
        return user;
    }

    /** The verified caller, if the request has one; for operations that also answer strangers. */
    public static Optional<Caller> find(RoutingContext ctx) {
        return Optional.ofNullable(ctx.get(KEY));
    }

    /** Goes on once the caller is verified, else fails with 401; the request's body waits meanwhile. */
    public void require(RoutingContext ctx) {
        pausedUntil(ctx, verify(ctx));
    }

    /**
     * As {@link #require}, but what goes on finds the request still paused, so that it may take its time to upgrade, or to
     * send the body on.
     */
    public void requirePaused(RoutingContext ctx) {
        PausedRequest.hold(ctx);
        verify(ctx)
                .onSuccess(caller -> {
                    caller.ifPresent(known -> ctx.put(KEY, known));
                    ctx.next();
                })
                .onFailure(ctx::fail);
    }

    /** Goes on with or without a caller: whoever cannot be verified is a stranger. */
    public void recognise(RoutingContext ctx) {
        pausedUntil(ctx, verify(ctx).recover(Callers::strangerIfUnproven));
    }

    private Future<Optional<Caller>> verify(RoutingContext ctx) {
        var authorization = ctx.request().getHeader(HttpHeaders.AUTHORIZATION);
        if (authorization != null) {
            return byToken(authorization).map(signedIn -> caller(signedIn, true));
        }
        return cookies.access(ctx)
                .map(token -> sessions.verify(token).map(signedIn -> caller(signedIn, false)))
                .orElseGet(() -> Future.failedFuture(signInFirst()));
    }

    private Future<SignedIn> byToken(String authorization) {
        if (!authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return Future.failedFuture(
                    ServiceException.of(ProblemType.INVALID_TOKEN, AccountWords.SEND_TOKEN.message()));
        }
        return tokens.verify(authorization.substring(BEARER.length()).strip());
    }

    private static Optional<Caller> caller(SignedIn signedIn, boolean byToken) {
        return Optional.of(new Caller(signedIn.user(), signedIn.session(), byToken, signedIn.scopes()));
    }

    private static Future<Optional<Caller>> strangerIfUnproven(Throwable failure) {
        return failure instanceof ServiceException refused && refused.type().kind() == ProblemType.Kind.UNAUTHENTICATED
                ? Future.succeededFuture(Optional.empty())
                : Future.failedFuture(failure);
    }

    private static void pausedUntil(RoutingContext ctx, Future<Optional<Caller>> verified) {
        PausedRequest.hold(ctx);
        verified.onSuccess(caller -> {
                    caller.ifPresent(known -> ctx.put(KEY, known));
                    ctx.next();
                })
                .onFailure(ctx::fail)
                .onComplete(done -> PausedRequest.release(ctx));
    }

    private static ServiceException signInFirst() {
        return ServiceException.of(ProblemType.SIGN_IN_REQUIRED, AccountWords.SIGN_IN_OR_TOKEN.message());
    }
}
