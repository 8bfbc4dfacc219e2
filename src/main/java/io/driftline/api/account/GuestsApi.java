package io.driftline.api.account;

import io.driftline.accounts.GuestManager;
import io.driftline.accounts.credentials.SessionGrant;
import io.driftline.accounts.credentials.SessionManager;
import io.driftline.accounts.passwords.ProvenUser;
import io.driftline.api.ApiOperations;
import io.driftline.api.answer.Answers;
import io.driftline.api.answer.SecurityTrail;
import io.driftline.api.caller.Callers;
import io.driftline.api.caller.Cookies;
import io.driftline.api.caller.Proxies;
import io.driftline.config.Config;
import io.driftline.identity.Source;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Map;

/** Trying the service without an account. */
public final class GuestsApi implements ApiOperations {
    private static final int OK = 200;
    private static final int CREATED = 201;

    private final GuestManager guests;
    private final SessionManager sessions;
    private final Duration kept;
    private final Proxies proxies;
    private final Cookies cookies;

    public GuestsApi(Config config, GuestManager guests, SessionManager sessions) {
        this.guests = guests;
        this.sessions = sessions;
        kept = config.accounts().guests().kept();
        proxies = new Proxies(config.server());
        cookies = new Cookies(proxies);
    }

    @Override
    public Map<String, Handler<RoutingContext>> operations() {
        return Map.of("beginGuest", this::begin);
    }

    /** Whoever is somebody already stays so: two tabs that begin at once are one guest if either knows of the other. */
    private void begin(RoutingContext ctx) {
        var caller = Callers.find(ctx);
        if (caller.isPresent()) {
            Answers.json(ctx, OK, AccountJson.user(caller.get().user()));
            return;
        }
        guests.begin(Source.of(proxies.client(ctx.request())))
                .compose(this::session)
                .onSuccess(grant -> {
                    SecurityTrail.note(ctx, "user", grant.user().id().value());
                    SecurityTrail.note(ctx, "session", grant.session().value());
                    cookies.give(ctx, grant);
                    Answers.json(ctx, CREATED, AccountJson.user(grant.user()));
                })
                .onFailure(ctx::fail);
    }

    /** Of a guest's whole time: it cannot be begun again. */
    private Future<SessionGrant> session(ProvenUser guest) {
        return sessions.begin(guest, kept, kept);
    }
}
