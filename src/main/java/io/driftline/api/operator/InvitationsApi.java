package io.driftline.api.operator;

import io.driftline.accounts.Invitation;
import io.driftline.accounts.Invitations;
import io.driftline.api.ApiOperations;
import io.driftline.api.answer.Answers;
import io.driftline.api.answer.AskedLanguage;
import io.driftline.api.answer.SecurityTrail;
import io.driftline.api.body.Requests;
import io.driftline.api.caller.Callers;
import io.driftline.identity.Email;
import io.driftline.identity.Ids;
import io.driftline.mail.Letters;
import io.driftline.problem.ProblemType;
import io.driftline.problem.ServiceException;
import io.driftline.words.AccountWords;
import io.driftline.words.MailWords;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Letting people in where signing up takes an invitation. */
public final class InvitationsApi implements ApiOperations {
    private static final int DEFAULT_DAYS = 7;
    private static final int CREATED = 201;
    private static final Duration SOON = Duration.ofMinutes(1);
    private static final Logger LOG = LoggerFactory.getLogger(InvitationsApi.class);

    private final Invitations invitations;
    private final Optional<Letters> letters;

    /** @param letters none where mail is not set up */
    public InvitationsApi(Invitations invitations, Optional<Letters> letters) {
        this.invitations = invitations;
        this.letters = letters;
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
        var to = Optional.ofNullable(Requests.body(ctx).getString("email")).map(Email::parse);
        if (to.isPresent() && letters.isEmpty()) {
            throw ServiceException.ofField(ProblemType.INVALID_FIELD, "/email", MailWords.NONE.message());
        }
        var lifetime = Duration.ofDays(Requests.bodyNumber(ctx, "expiresInDays", DEFAULT_DAYS));
        Answers.of(
                ctx,
                CREATED,
                invitations
                        .create(operator, lifetime)
                        .onSuccess(fresh -> SecurityTrail.note(
                                ctx, "invitationId", fresh.invitation().id()))
                        .compose(fresh -> to.map(email -> sent(ctx, fresh, email, lifetime.toDays()))
                                .orElseGet(() -> Future.succeededFuture(fresh)))
                        .map(fresh -> json(fresh.invitation()).put("code", fresh.code())));
    }

    /** One that did not get to the mail server lets nobody in. */
    private Future<Invitation.Fresh> sent(RoutingContext ctx, Invitation.Fresh fresh, Email to, long days) {
        return letters.orElseThrow()
                .invitation(to.typed(), fresh.code(), days, AskedLanguage.of(ctx.request()))
                .onFailure(failure -> LOG.warn("letter with an invitation not sent", failure))
                .map(fresh)
                .recover(failure -> invitations
                        .withdraw(fresh.invitation().id())
                        .compose(gone -> Future.failedFuture(
                                ServiceException.retryLater(ProblemType.MAIL_AWAY, MailWords.AWAY.message(), SOON))));
    }

    private void withdraw(RoutingContext ctx) {
        Callers.requireOperator(ctx);
        var id = Requests.path(ctx, "invitationId");
        if (!Ids.isId(id)) {
            throw ServiceException.of(ProblemType.INVITATION_NOT_FOUND, AccountWords.INVITATION_GONE.message());
        }
        Answers.empty(ctx, invitations.withdraw(id));
    }

    private static JsonObject json(Invitation invitation) {
        return new JsonObject()
                .put("id", invitation.id())
                .put("createdAt", invitation.createdAt())
                .put("expiresAt", invitation.expiresAt());
    }
}
