package io.driftline.api.operator;

import io.driftline.accounts.KnownUser;
import io.driftline.accounts.RoleChange;
import io.driftline.accounts.RoleManager;
import io.driftline.api.ApiOperations;
import io.driftline.api.answer.Answers;
import io.driftline.api.answer.SecurityTrail;
import io.driftline.api.body.Requests;
import io.driftline.api.body.UserIds;
import io.driftline.api.caller.Callers;
import io.driftline.identity.Role;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Who is an operator. A personal token may look; giving roles takes a session, as the contract says, so that no lost token
 * makes operators.
 */
public final class RolesApi implements ApiOperations {
    private final RoleManager roles;

    public RolesApi(RoleManager roles) {
        this.roles = roles;
    }

    @Override
    public Map<String, Handler<RoutingContext>> operations() {
        return Map.of("listUsers", this::list, "changeRole", this::change, "signOutUser", this::signOut);
    }

    private void list(RoutingContext ctx) {
        Callers.requireOperator(ctx);
        var search = Requests.query(ctx, "search").orElse("");
        var after = Requests.query(ctx, "after").map(UserIds::of);
        Answers.of(ctx, roles.list(search, after).compose(users -> roles.history()
                .map(history -> listed(users, history))));
    }

    private void change(RoutingContext ctx) {
        var operator = Callers.requireOperator(ctx);
        var role = Role.valueOf(Requests.body(ctx).getString("role").toUpperCase(Locale.ROOT));
        SecurityTrail.note(ctx, "role", label(role));
        Answers.of(ctx, roles.change(operator, UserIds.inPath(ctx), role).map(RolesApi::user));
    }

    private void signOut(RoutingContext ctx) {
        var operator = Callers.requireOperator(ctx);
        Answers.empty(ctx, roles.signOut(operator, UserIds.inPath(ctx)));
    }

    private static JsonObject listed(List<KnownUser> users, List<RoleChange> history) {
        var items = new JsonArray();
        users.forEach(user -> items.add(user(user)));
        var changes = new JsonArray();
        history.forEach(change -> changes.add(change(change)));
        var last = users.size() < RoleManager.PAGE
                ? Optional.<KnownUser>empty()
                : Optional.of(users.get(RoleManager.PAGE - 1));
        return new JsonObject()
                .put("items", items)
                .put("next", last.map(user -> user.user().id().value()).orElse(null))
                .put("history", changes);
    }

    private static JsonObject user(KnownUser known) {
        var user = known.user();
        return new JsonObject()
                .put("id", user.id().value())
                .put("name", user.name())
                .put("email", user.email())
                .put("role", label(user.role()))
                .put("since", known.since().toString());
    }

    private static JsonObject change(RoleChange change) {
        var json = new JsonObject()
                .put("at", change.at().toString())
                .put("user", change.by().value())
                .put("subject", change.subject().value())
                .put("role", label(change.role()));
        change.byName().ifPresent(name -> json.put("by", name));
        change.subjectName().ifPresent(name -> json.put("subjectName", name));
        return json;
    }

    private static String label(Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }
}
