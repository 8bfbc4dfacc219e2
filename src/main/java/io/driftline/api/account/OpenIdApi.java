package io.driftline.api.account;

import io.driftline.accounts.GuestManager;
import io.driftline.accounts.credentials.SessionGrant;
import io.driftline.accounts.credentials.SessionManager;
import io.driftline.accounts.institute.Attempt;
import io.driftline.accounts.institute.OpenIdSignIn;
import io.driftline.accounts.institute.ProviderAnswer;
import io.driftline.api.ApiOperations;
import io.driftline.api.answer.Answers;
import io.driftline.api.answer.SecurityTrail;
import io.driftline.api.body.Requests;
import io.driftline.api.caller.Callers;
import io.driftline.api.caller.Cookies;
import io.driftline.api.caller.Proxies;
import io.driftline.config.Config;
import io.driftline.identity.Source;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;

/**
 * Signing in by a provider of OpenID Connect. The provider sends the browser back to the page, which brings the answer here
 * as it brings a password: so it is refused from other sites, and what was wrong is said where people can read it.
 */
public final class OpenIdApi implements ApiOperations {
    private static final int OK = 200;

    private final OpenIdSignIn openid;
    private final SessionManager sessions;
    private final Proxies proxies;
    private final Cookies cookies;
    private final BrowserSessions browsers;

    public OpenIdApi(Config.Server server, OpenIdSignIn openid, GuestManager guests, SessionManager sessions) {
        this.openid = openid;
        this.sessions = sessions;
        proxies = new Proxies(server);
        cookies = new Cookies(proxies);
        browsers = new BrowserSessions(guests, sessions, cookies);
    }

    @Override
    public Map<String, Handler<RoutingContext>> operations() {
        return Map.of(
                "beginProviderSignIn", this::begin,
                "signInByProvider", this::signIn,
                "connectProvider", this::connect);
    }

    private void begin(RoutingContext ctx) {
        var attempt = Attempt.begin();
        Answers.of(
                ctx,
                openid.address(attempt, source(ctx))
                        .onSuccess(found -> cookies.giveAttempt(ctx, attempt.secret()))
                        .map(address -> new JsonObject().put("address", address)));
    }

    private void signIn(RoutingContext ctx) {
        var invitation = Requests.body(ctx).getString("invitation", "");
        boolean stay = Requests.body(ctx).getBoolean("stay", false);
        var answer = answer(ctx);
        browsers.guest(ctx)
                .onSuccess(guest -> guest.ifPresent(id -> SecurityTrail.note(ctx, "guest", id.value())))
                .compose(guest -> openid.signIn(answer, invitation, guest, source(ctx)))
                .compose(proven -> browsers.leave(ctx).compose(left -> sessions.begin(proven, stay)))
                .onSuccess(grant -> signedIn(ctx, grant))
                .onFailure(ctx::fail);
    }

    private void signedIn(RoutingContext ctx, SessionGrant grant) {
        BrowserSessions.note(ctx, grant.user(), grant.session());
        cookies.give(ctx, grant);
        Answers.json(ctx, OK, AccountJson.user(grant.user()));
    }

    private void connect(RoutingContext ctx) {
        Answers.empty(ctx, openid.connect(answer(ctx), Callers.of(ctx).user(), source(ctx)));
    }

    /** Whatever becomes of it, the browser's try is over. */
    private ProviderAnswer answer(RoutingContext ctx) {
        var body = Requests.body(ctx);
        var attempt = cookies.attempt(ctx).map(Attempt::new);
        cookies.clearAttempt(ctx);
        return new ProviderAnswer(
                attempt, body.getString("state"), body.getString("code"), body.getString("issuer", ""));
    }

    private Source source(RoutingContext ctx) {
        return Source.of(proxies.client(ctx.request()));
    }
}
