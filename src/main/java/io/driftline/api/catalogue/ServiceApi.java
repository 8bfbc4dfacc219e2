package io.driftline.api.catalogue;

import io.driftline.accounts.AccountManager;
import io.driftline.accounts.institute.NamedSignIn;
import io.driftline.accounts.institute.Person;
import io.driftline.api.ApiOperations;
import io.driftline.api.account.AccountJson;
import io.driftline.api.answer.Answers;
import io.driftline.api.caller.Callers;
import io.driftline.api.caller.Cookies;
import io.driftline.api.caller.NamedByProxy;
import io.driftline.api.caller.Proxies;
import io.driftline.config.Config;
import io.driftline.config.OpenId;
import io.driftline.config.SessionLengths;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What serves here, so that a page or a report can name it. */
public final class ServiceApi implements ApiOperations {
    private final String version;
    private final AccountManager accounts;
    private final boolean guests;
    private final SessionLengths sessions;
    private final @Nullable OpenId openid;
    private final boolean mail;
    private final NamedSignIn signIn;
    private final NamedByProxy named;
    private final Cookies cookies;

    /** @param version of this build */
    public ServiceApi(String version, AccountManager accounts, NamedSignIn signIn, Config config) {
        this.version = version;
        this.accounts = accounts;
        guests = config.guestsAdmitted();
        sessions = config.sessions();
        openid = config.accounts().openid();
        mail = config.accounts().mail() != null;
        this.signIn = signIn;
        named = new NamedByProxy(config);
        cookies = new Cookies(new Proxies(config.server()));
    }

    @Override
    public Map<String, Handler<RoutingContext>> operations() {
        return Map.of("readService", this::read);
    }

    private void read(RoutingContext ctx) {
        var person = named.of(ctx.request());
        Answers.of(ctx, accounts.registration().compose(registration -> accounts.awaitsFirst()
                .compose(first -> caller(ctx, person).map(caller -> new JsonObject()
                        .put("name", "Driftline")
                        .put("version", version)
                        .put("registration", registration.name().toLowerCase(Locale.ROOT))
                        .put("first", first)
                        .put("guests", guests)
                        .put("sessions", sessions())
                        .put("provider", openid == null ? null : openid.name())
                        .put("mail", mail)
                        .put("named", person.map(Person::name).orElse(null))
                        .put("renewable", cookies.refresh(ctx).isPresent())
                        .mergeIn(caller)))));
    }

    private JsonObject sessions() {
        return new JsonObject()
                .put("seconds", sessions.absolute().toSeconds())
                .put("staySeconds", sessions.offersStay() ? sessions.stay().toSeconds() : 0);
    }

    /** In a browser that has passed to another person the session of the one before is nobody's, and not to be renewed. */
    private Future<JsonObject> caller(RoutingContext ctx, Optional<Person> person) {
        var nobody = new JsonObject().putNull("user");
        return Callers.find(ctx)
                .map(caller -> signIn.agree(person, caller.user())
                        .map(agreed -> agreed ? AccountJson.user(caller.user()) : nobody.put("renewable", false)))
                .orElseGet(() -> Future.succeededFuture(nobody));
    }
}
