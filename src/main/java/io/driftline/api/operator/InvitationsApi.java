package io.driftline.api.operator;

import io.driftline.accounts.Invitation;
import io.driftline.accounts.Invitations;
import io.driftline.api.ApiOperations;
import io.driftline.api.answer.Answers;
import io.driftline.api.answer.SecurityTrail;
import io.driftline.api.body.Requests;
import io.driftline.api.caller.Callers;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Map;

/** Letting people in where signing up takes an invitation. */
public final class InvitationsApi implements ApiOperations {
    private static final int DEFAULT_DAYS = 7;
    private static final int CREATED = 201;

    private final Invitations invitations;

    public InvitationsApi(Invitations invitations) {
        this.invitations = invitations;
    }

    @Override
    public Map<String, Handler<RoutingContext>> operations() {
        return Map.of(
                "listInvitations", this::list, "createInvitation", this::create, "withdrawInvitation", this::withdraw);
    }

    private void list(RoutingContext ctx) {
        Callers.requireOperator(ctx);
        Answers.of(ctx, invitations.list().map(open -> {
            var items = new JsonArray();
            open.forEach(invitation -> items.add(json(invitation)));
            return new JsonObject().put("items", items);
        }));
    }

    private void create(RoutingContext ctx) {
        var operator = Callers.requireOperator(ctx);
        var lifetime = Duration.ofDays(Requests.bodyNumber(ctx, "expiresInDays", DEFAULT_DAYS));
        Answers.of(
                ctx,
                CREATED,
                invitations
                        .create(operator, lifetime)
                        .onSuccess(fresh -> SecurityTrail.note(
                                ctx, "invitationId", fresh.invitation().id()))
                        .map(fresh -> json(fresh.invitation()).put("code", fresh.code())));
    }

    private void withdraw(RoutingContext ctx) {
        Callers.requireOperator(ctx);
        Answers.empty(ctx, invitations.withdraw(Requests.path(ctx, "invitationId")));
    }

    private static JsonObject json(Invitation invitation) {
        return new JsonObject()
                .put("id", invitation.id())
                .put("createdAt", invitation.createdAt())
                .put("expiresAt", invitation.expiresAt());
    }
}
