package io.driftline.api.account;

import io.driftline.accounts.OwnAccount;
import io.driftline.accounts.credentials.OwnSession;
import io.driftline.accounts.credentials.SessionManager;
import io.driftline.accounts.credentials.SignedIn;
import io.driftline.api.ApiOperations;
import io.driftline.api.answer.Answers;
import io.driftline.api.body.Requests;
import io.driftline.api.caller.Callers;
import io.driftline.api.caller.Cookies;
import io.driftline.api.caller.Proxies;
import io.driftline.config.Config;
import io.driftline.identity.CredentialId;
import io.driftline.identity.Source;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The caller's own account: its password, its sessions, its end. Personal tokens are not enough for any of it. */
public final class OwnAccountApi implements ApiOperations {
    private final OwnAccount account;
    private final SessionManager sessions;
    private final Proxies proxies;
    private final Cookies cookies;

    public OwnAccountApi(Config.Server server, OwnAccount account, SessionManager sessions) {
        this.account = account;
        this.sessions = sessions;
        proxies = new Proxies(server);
        cookies = new Cookies(proxies);
    }

    @Override
    public Map<String, Handler<RoutingContext>> operations() {
        return Map.of(
                "changePassword", this::changePassword,
                "deleteAccount", this::deleteAccount,
                "listSessions", this::listSessions,
                "endSessions", this::endSessions);
    }

    private void changePassword(RoutingContext ctx) {
        var who = inPerson(ctx);
        var body = Requests.body(ctx);
        Answers.empty(
                ctx,
                account.changePassword(
                        who, body.getString("currentPassword"), body.getString("password"), source(ctx)));
    }

    private void deleteAccount(RoutingContext ctx) {
        var who = inPerson(ctx);
        var password = Requests.body(ctx).getString("currentPassword");
        Answers.empty(ctx, account.delete(who, password, source(ctx)).onSuccess(gone -> cookies.clear(ctx)));
    }

    private void listSessions(RoutingContext ctx) {
        var who = inPerson(ctx);
        Answers.of(ctx, sessions.list(who.user().id()).map(listed -> listed(listed, who.session())));
    }

    private void endSessions(RoutingContext ctx) {
        var who = inPerson(ctx);
        var body = Requests.body(ctx);
        var one = Optional.ofNullable(body.getString("sessionId"));
        Answers.empty(ctx, account.endSessions(who, body.getString("currentPassword"), one, source(ctx)));
    }

    /** The contract admits no token to any of these operations. */
    private static SignedIn inPerson(RoutingContext ctx) {
        var caller = Callers.of(ctx);
        return new SignedIn(caller.user(), caller.session(), caller.scopes());
    }

    private static JsonObject listed(List<OwnSession> sessions, CredentialId current) {
        var items = new JsonArray();
        sessions.forEach(session -> items.add(new JsonObject()
                .put("id", session.id().value())
                .put("createdAt", session.createdAt())
                .put("renewedAt", session.renewedAt())
                .put("endsAt", session.endsAt())
                .put("current", session.id().equals(current))));
        return new JsonObject().put("items", items);
    }

    private Source source(RoutingContext ctx) {
        return Source.of(proxies.client(ctx.request()));
    }
}
