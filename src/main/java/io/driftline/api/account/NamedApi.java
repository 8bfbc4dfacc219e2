package io.driftline.api.account;

import io.driftline.accounts.GuestManager;
import io.driftline.accounts.credentials.SessionGrant;
import io.driftline.accounts.credentials.SessionManager;
import io.driftline.accounts.institute.NamedSignIn;
import io.driftline.api.ApiOperations;
import io.driftline.api.answer.Answers;
import io.driftline.api.answer.SecurityTrail;
import io.driftline.api.body.Requests;
import io.driftline.api.caller.Callers;
import io.driftline.api.caller.Cookies;
import io.driftline.api.caller.NamedByProxy;
import io.driftline.api.caller.Proxies;
import io.driftline.config.Config;
import io.driftline.identity.Source;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;

/** Signing in as whom a trusted proxy names. It is asked for, so that who has signed out stays so. */
public final class NamedApi implements ApiOperations {
    private static final int OK = 200;

    private final NamedSignIn signIn;
    private final SessionManager sessions;
    private final NamedByProxy named;
    private final Proxies proxies;
    private final Cookies cookies;
    private final BrowserSessions browsers;

    public NamedApi(Config config, NamedSignIn signIn, GuestManager guests, SessionManager sessions) {
        this.signIn = signIn;
        this.sessions = sessions;
        named = new NamedByProxy(config);
        proxies = new Proxies(config.server());
        cookies = new Cookies(proxies);
        browsers = new BrowserSessions(guests, sessions, cookies);
    }

    @Override
    public Map<String, Handler<RoutingContext>> operations() {
        return Map.of("signInAsNamed", this::signIn, "connectNamed", this::connect);
    }

    private void signIn(RoutingContext ctx) {
        var invitation = Requests.body(ctx).getString("invitation", "");
        boolean stay = Requests.body(ctx).getBoolean("stay", false);
        browsers.guest(ctx)
                .onSuccess(guest -> guest.ifPresent(id -> SecurityTrail.note(ctx, "guest", id.value())))
                .compose(guest -> signIn.signIn(named.of(ctx.request()), invitation, guest, source(ctx)))
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
        Answers.empty(
                ctx, signIn.connect(named.of(ctx.request()), Callers.of(ctx).user(), source(ctx)));
    }

    private Source source(RoutingContext ctx) {
        return Source.of(proxies.client(ctx.request()));
    }
}
