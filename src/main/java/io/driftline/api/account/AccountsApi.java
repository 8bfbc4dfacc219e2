package io.driftline.api.account;

import io.driftline.accounts.AccountManager;
import io.driftline.accounts.GuestManager;
import io.driftline.accounts.credentials.PersonalToken;
import io.driftline.accounts.credentials.Scope;
import io.driftline.accounts.credentials.SessionGrant;
import io.driftline.accounts.credentials.SessionManager;
import io.driftline.accounts.credentials.TokenManager;
import io.driftline.accounts.passwords.ProvenUser;
import io.driftline.api.ApiOperations;
import io.driftline.api.answer.Answers;
import io.driftline.api.answer.SecurityTrail;
import io.driftline.api.body.Requests;
import io.driftline.api.caller.Callers;
import io.driftline.api.caller.Cookies;
import io.driftline.api.caller.Proxies;
import io.driftline.config.Config;
import io.driftline.failpoints.FailPoint;
import io.driftline.identity.Email;
import io.driftline.identity.Role;
import io.driftline.identity.Source;
import io.driftline.identity.User;
import io.driftline.problem.ProblemType;
import io.driftline.problem.ServiceException;
import io.driftline.words.AccountWords;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonArray;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Signing up, in and out, and personal tokens. */
public final class AccountsApi implements ApiOperations {
    private static final int DEFAULT_TOKEN_DAYS = 90;
    private static final int OK = 200;
    private static final int CREATED = 201;

    private final AccountManager accounts;
    private final BrowserSessions browsers;
    private final SessionManager sessions;
    private final TokenManager tokens;
    private final Proxies proxies;
    private final Cookies cookies;

    public AccountsApi(
            Config.Server server,
            AccountManager accounts,
            GuestManager guests,
            SessionManager sessions,
            TokenManager tokens) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.tokens = tokens;
        proxies = new Proxies(server);
        cookies = new Cookies(proxies);
        browsers = new BrowserSessions(guests, sessions, cookies);
    }

    @Override
    public Map<String, Handler<RoutingContext>> operations() {
        return Map.of(
                "signUp", this::signUp,
                "signIn", this::signIn,
                "whoAmI", AccountsApi::whoAmI,
                "refreshSession", this::refreshSession,
                "signOut", this::signOut,
                "listTokens", this::listTokens,
                "createToken", this::createToken,
                "revokeToken", this::revokeToken);
    }

    private void signUp(RoutingContext ctx) {
        var body = Requests.body(ctx);
        SecurityTrail.note(ctx, "account", Email.fingerprint(body.getString("email")));
        browsers.guest(ctx)
                .onSuccess(guest -> guest.ifPresent(id -> SecurityTrail.note(ctx, "guest", id.value())))
                .compose(guest -> accounts.signUp(
                        body.getString("email"),
                        body.getString("name"),
                        body.getString("password"),
                        body.getString("invitation", ""),
                        guest,
                        source(ctx)))
                .compose(proven -> begin(ctx, proven))
                .onSuccess(grant -> BrowserSessions.note(ctx, grant.user(), grant.session()))
                .onSuccess(grant -> answer(ctx, CREATED, grant))
                .onFailure(ctx::fail);
    }

    private void signIn(RoutingContext ctx) {
        var body = Requests.body(ctx);
        SecurityTrail.note(ctx, "account", Email.fingerprint(body.getString("email")));
        accounts.signIn(body.getString("email"), body.getString("password"), source(ctx))
                .compose(proven -> begin(ctx, proven))
                .onSuccess(grant -> BrowserSessions.note(ctx, grant.user(), grant.session()))
                .onSuccess(grant -> answer(ctx, OK, grant))
                .onFailure(ctx::fail);
    }

    /** The session that this browser had before ends: nobody goes on with one that was planted. */
    private Future<SessionGrant> begin(RoutingContext ctx, ProvenUser proven) {
        boolean stay = Requests.body(ctx).getBoolean("stay", false);
        return browsers.leave(ctx).compose(left -> sessions.begin(proven, stay));
    }

    private static void whoAmI(RoutingContext ctx) {
        Answers.json(ctx, OK, AccountJson.user(Callers.of(ctx).user()));
    }

    private void refreshSession(RoutingContext ctx) {
        var token = cookies.refresh(ctx)
                .orElseThrow(() ->
                        ServiceException.of(ProblemType.SIGN_IN_REQUIRED, AccountWords.NO_REFRESH_COOKIE.message()));
        sessions.renew(token)
                .compose(grant -> FailPoint.hit("SESSION_RENEWED_NO_COOKIE", grant))
                .onSuccess(grant -> answer(ctx, OK, grant))
                .onFailure(failure -> {
                    if (failure instanceof ServiceException) {
                        cookies.clear(ctx);
                    }
                    ctx.fail(failure);
                });
    }

    /** Works with whichever cookie is left, and as often as asked. */
    private void signOut(RoutingContext ctx) {
        if (!cookies.present(ctx)) {
            throw ServiceException.of(ProblemType.SIGN_IN_REQUIRED, AccountWords.NOTHING_TO_END.message());
        }
        Answers.empty(ctx, browsers.leave(ctx).onSuccess(ended -> cookies.clear(ctx)));
    }

    private void listTokens(RoutingContext ctx) {
        Answers.of(ctx, tokens.list(Callers.of(ctx).user().id()).map(AccountJson::tokens));
    }

    private void createToken(RoutingContext ctx) {
        var caller = Callers.of(ctx);
        var body = Requests.body(ctx);
        var scopes = scopes(caller.user(), body.getJsonArray("scopes"));
        var lifetime = Duration.ofDays(Requests.bodyNumber(ctx, "expiresInDays", DEFAULT_TOKEN_DAYS));
        Answers.of(
                ctx,
                CREATED,
                tokens.create(caller.user().id(), body.getString("name"), scopes, lifetime)
                        .onSuccess(fresh -> noteToken(ctx, fresh.token()))
                        .map(fresh -> AccountJson.token(fresh.token()).put("token", fresh.text())));
    }

    private static void noteToken(RoutingContext ctx, PersonalToken token) {
        SecurityTrail.note(ctx, "tokenId", token.id().value());
        SecurityTrail.note(ctx, "scopes", Scope.join(token.scopes(), " "));
    }

    /** What was asked for, in this owner's power; whether they stay an operator is asked again at each use. */
    private static Set<Scope> scopes(User owner, @Nullable JsonArray labels) {
        var scopes = labels == null
                ? Scope.USUAL
                : labels.stream().map(label -> Scope.of(String.valueOf(label))).collect(Collectors.toSet());
        if (scopes.contains(Scope.MODELS_ADMIN) && owner.role() != Role.OPERATOR) {
            throw ServiceException.of(ProblemType.FORBIDDEN, AccountWords.OPERATORS_ONLY.message());
        }
        return scopes;
    }

    private void revokeToken(RoutingContext ctx) {
        Answers.empty(ctx, tokens.revoke(Callers.of(ctx).user().id(), Requests.path(ctx, "tokenId")));
    }

    private void answer(RoutingContext ctx, int status, SessionGrant grant) {
        cookies.give(ctx, grant);
        Answers.json(ctx, status, AccountJson.user(grant.user()));
    }

    private Source source(RoutingContext ctx) {
        return Source.of(proxies.client(ctx.request()));
    }
}
