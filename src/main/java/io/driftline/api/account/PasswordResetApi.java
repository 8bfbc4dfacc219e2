package io.driftline.api.account;

import io.driftline.accounts.PasswordReset;
import io.driftline.api.ApiOperations;
import io.driftline.api.answer.Answers;
import io.driftline.api.answer.AskedLanguage;
import io.driftline.api.answer.SecurityTrail;
import io.driftline.api.body.Requests;
import io.driftline.api.body.UserIds;
import io.driftline.api.caller.Callers;
import io.driftline.api.caller.Proxies;
import io.driftline.config.Config;
import io.driftline.identity.Email;
import io.driftline.identity.Source;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;

/** Lost passwords: an operator's link, and its use by somebody who is not signed in. */
public final class PasswordResetApi implements ApiOperations {
    private static final int CREATED = 201;

    private final PasswordReset reset;
    private final Proxies proxies;

    public PasswordResetApi(Config.Server server, PasswordReset reset) {
        this.reset = reset;
        proxies = new Proxies(server);
    }

    @Override
    public Map<String, Handler<RoutingContext>> operations() {
        return Map.of("createPasswordLink", this::offer, "resetPassword", this::use, "forgetPassword", this::forget);
    }

    private void offer(RoutingContext ctx) {
        var operator = Callers.requireOperator(ctx);
        Answers.of(ctx, CREATED, reset.offer(operator, UserIds.inPath(ctx)).map(fresh -> new JsonObject()
                .put("code", fresh.code())
                .put("expiresAt", fresh.expiresAt())));
    }

    private void forget(RoutingContext ctx) {
        var email = Requests.body(ctx).getString("email");
        var source = Source.of(proxies.client(ctx.request()));
        SecurityTrail.note(ctx, "account", Email.fingerprint(email));
        Answers.empty(ctx, reset.ask(email, source, AskedLanguage.of(ctx.request())));
    }

    private void use(RoutingContext ctx) {
        var body = Requests.body(ctx);
        var source = Source.of(proxies.client(ctx.request()));
        Answers.empty(
                ctx,
                reset.use(body.getString("code"), body.getString("password"), source)
                        .onSuccess(user -> SecurityTrail.note(ctx, "user", user.value()))
                        .mapEmpty());
    }
}
