package io.driftline.api.answer;

import static java.util.Map.entry;

import io.driftline.api.body.Requests;
import io.driftline.api.caller.Callers;
import io.driftline.api.caller.Proxies;
import io.driftline.audit.SecurityEvent;
import io.driftline.audit.SecurityLog;
import io.driftline.problem.ProblemType;
import io.driftline.problem.ServiceException;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.openapi.contract.Operation;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What requests tell the security log, each of them once: those that change who may do what, whatever comes of them, and
 * of the others those that are refused for a reason that matters.
 */
public final class SecurityTrail {
    private static final String EVENT = "driftline.security-event";
    private static final String FACTS = "driftline.security-facts";
    private static final String REASON = "driftline.security-reason";

    private static final Map<String, SecurityEvent> FOLLOWED = Map.ofEntries(
            entry("signUp", SecurityEvent.SIGN_UP),
            entry("beginGuest", SecurityEvent.GUEST_BEGUN),
            entry("signIn", SecurityEvent.SIGN_IN),
            entry("signInByProvider", SecurityEvent.SIGN_IN),
            entry("signInAsNamed", SecurityEvent.SIGN_IN),
            entry("connectNamed", SecurityEvent.PROVIDER_CONNECTED),
            entry("connectProvider", SecurityEvent.PROVIDER_CONNECTED),
            entry("signOut", SecurityEvent.SIGN_OUT),
            entry("endSessions", SecurityEvent.SESSIONS_ENDED),
            entry("changePassword", SecurityEvent.PASSWORD_CHANGED),
            entry("createPasswordLink", SecurityEvent.PASSWORD_LINK_CREATED),
            entry("forgetPassword", SecurityEvent.PASSWORD_FORGOTTEN),
            entry("resetPassword", SecurityEvent.PASSWORD_RESET),
            entry("deleteAccount", SecurityEvent.ACCOUNT_DELETED),
            entry("createToken", SecurityEvent.TOKEN_CREATED),
            entry("revokeToken", SecurityEvent.TOKEN_REVOKED),
            entry("changeRole", SecurityEvent.ROLE_CHANGED),
            entry("changeUserLimits", SecurityEvent.USER_LIMITS_CHANGED),
            entry("signOutUser", SecurityEvent.USER_SIGNED_OUT),
            entry("createInvitation", SecurityEvent.INVITATION_CREATED),
            entry("withdrawInvitation", SecurityEvent.INVITATION_WITHDRAWN),
            entry("addModelVersion", SecurityEvent.MODEL_ADDED),
            entry("activateModelVersion", SecurityEvent.MODEL_ACTIVATED),
            entry("rollBackModel", SecurityEvent.MODEL_ROLLED_BACK),
            entry("retireModelVersion", SecurityEvent.MODEL_RETIRED),
            entry("discardDeadLetter", SecurityEvent.DEAD_LETTER_DISCARDED),
            entry("deleteJob", SecurityEvent.JOB_DELETED),
            entry("shareResult", SecurityEvent.RESULT_SHARED),
            entry("revokeShare", SecurityEvent.SHARE_REVOKED));

    private static final Set<ProblemType> ACCESS = Set.of(
            ProblemType.FORBIDDEN,
            ProblemType.ACCOUNT_NEEDED,
            ProblemType.MISSING_SCOPE,
            ProblemType.INVALID_TOKEN,
            ProblemType.REFRESH_REUSED,
            ProblemType.SHARE_NOT_FOUND);
    private static final Set<ProblemType> ORIGIN = Set.of(ProblemType.FOREIGN_ORIGIN, ProblemType.MISDIRECTED);
    private static final Set<ProblemType> FULL = Set.of(ProblemType.SIGN_IN_BUSY, ProblemType.SERVICE_FULL);
    private static final Set<ProblemType> UNKNOWN = Set.of(
            ProblemType.JOB_NOT_FOUND,
            ProblemType.TOKEN_NOT_FOUND,
            ProblemType.SESSION_NOT_FOUND,
            ProblemType.USER_NOT_FOUND,
            ProblemType.INVITATION_NOT_FOUND);

    private final Proxies proxies;

    public SecurityTrail(Proxies proxies) {
        this.proxies = proxies;
    }

    /** A fact for the line about this request; never a secret. */
    public static void note(RoutingContext ctx, String name, String value) {
        facts(ctx).put(name, value);
    }

    /** Has this request told of once it has ended, if its operation is of the kind. */
    public void follow(RoutingContext ctx) {
        var event = FOLLOWED.get(Requests.operation(ctx).getOperationId());
        if (event != null) {
            ctx.put(EVENT, event);
            ctx.addEndHandler(ended -> write(event, outcome(ctx, ended.succeeded()), ctx));
        }
        ctx.next();
    }

    /** To be called of every refusal that a route met. */
    void refused(RoutingContext ctx, ServiceException refusal) {
        ctx.put(REASON, refusal.type().path());
        if (ctx.get(EVENT) == null) {
            event(refusal.type()).ifPresent(event -> write(event, SecurityLog.Outcome.REFUSED, ctx));
        }
    }

    /** The same of a request that never reached a route. */
    void refused(HttpServerRequest request, ServiceException refusal, String requestId) {
        event(refusal.type())
                .ifPresent(event -> SecurityLog.write(
                        event,
                        SecurityLog.Outcome.REFUSED,
                        of(request, requestId).put("reason", refusal.type().path())));
    }

    private static Optional<SecurityEvent> event(ProblemType type) {
        if (ACCESS.contains(type)) {
            return Optional.of(SecurityEvent.ACCESS_REFUSED);
        }
        if (ORIGIN.contains(type)) {
            return Optional.of(SecurityEvent.ORIGIN_REFUSED);
        }
        if (UNKNOWN.contains(type)) {
            return Optional.of(SecurityEvent.UNKNOWN_ID);
        }
        return type.kind() == ProblemType.Kind.TOO_MANY || FULL.contains(type)
                ? Optional.of(SecurityEvent.LIMIT_MET)
                : Optional.empty();
    }

    private static SecurityLog.Outcome outcome(RoutingContext ctx, boolean answered) {
        int status = ctx.response().getStatusCode();
        if (!answered || status >= 500) {
            return SecurityLog.Outcome.FAILED;
        }
        return status >= 400 ? SecurityLog.Outcome.REFUSED : SecurityLog.Outcome.OK;
    }

    private void write(SecurityEvent event, SecurityLog.Outcome outcome, RoutingContext ctx) {
        var line = of(ctx.request(), RequestIds.of(ctx));
        Operation operation = Requests.findOperation(ctx);
        if (operation != null) {
            line.put("operation", operation.getOperationId());
        }
        Callers.find(ctx).ifPresent(caller -> line.put(
                        "user", caller.user().id().value())
                .put(caller.byToken() ? "token" : "session", caller.session().value()));
        ctx.pathParams().forEach(line::put);
        line.mergeIn(facts(ctx));
        String reason = ctx.get(REASON);
        if (reason != null) {
            line.put("reason", reason);
        }
        SecurityLog.write(event, outcome, line);
    }

    private JsonObject of(HttpServerRequest request, String requestId) {
        return new JsonObject()
                .put("source", proxies.client(request))
                .put("method", request.method().name())
                .put("path", String.valueOf(request.path()))
                .put("request", requestId);
    }

    private static JsonObject facts(RoutingContext ctx) {
        JsonObject known = ctx.get(FACTS);
        if (known == null) {
            known = new JsonObject();
            ctx.put(FACTS, known);
        }
        return known;
    }
}
