package io.driftline.api.answer;

import io.driftline.api.body.UnpairedSurrogates;
import io.driftline.api.caller.PausedRequest;
import io.driftline.problem.InputFault;
import io.driftline.problem.ProblemType;
import io.driftline.problem.ServiceException;
import io.driftline.words.Language;
import io.driftline.words.Message;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers every failure as an RFC 9457 problem; the one place that knows which status a problem has. */
public final class ProblemHandler implements Handler<RoutingContext> {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemHandler.class);
    private static final int MAX_ERRORS = 100;

    private final SecurityTrail trail;

    public ProblemHandler(SecurityTrail trail) {
        this.trail = trail;
    }

    @Override
    public void handle(RoutingContext ctx) {
        // It may have been paused for an upgrade, and its connection is to serve the next request.
        PausedRequest.letGo(ctx);
        var refusal = Failures.explain(ctx);
        trail.refused(ctx, refusal);
        refuse(ctx.request(), refusal, ctx.failure(), RequestIds.of(ctx));
    }

    /**
     * Refuses a request that never became a context.
     *
     * @param failure what is logged if the refusal is a fault of ours
     */
    public void refuse(HttpServerRequest request, ServiceException refusal, @Nullable Throwable failure) {
        var instance = RequestIds.fresh();
        trail.refused(request, refusal, instance);
        refuse(request, refusal, failure, instance);
    }

    private static void refuse(
            HttpServerRequest request, ServiceException refusal, @Nullable Throwable failure, String instance) {
        log(request, refusal, failure, instance);
        if (request.response().headWritten()) {
            request.connection().close();
        } else if (!request.response().closed()) {
            var answered = answer(request.response(), AskedLanguage.of(request), refusal, instance);
            if (refusal.type().kind() == ProblemType.Kind.TOO_SLOW) {
                // The server would else wait for the rest of the body first.
                answered.onSuccess(sent -> request.connection().close());
            }
        }
    }

    private static JsonObject body(ServiceException refusal, Language language) {
        var problem = new JsonObject()
                .put("type", refusal.type().urn())
                .put("title", language.title(refusal.type().path()))
                .put("status", status(refusal.type().kind()))
                .put("detail", UnpairedSurrogates.of(language.text(refusal.said())))
                .put("key", refusal.said().key())
                .put("params", params(refusal.said()));
        if (!refusal.errors().isEmpty()) {
            var errors = new JsonArray();
            refusal.errors().stream()
                    .limit(MAX_ERRORS)
                    .map(fault -> error(fault, language))
                    .forEach(errors::add);
            problem.put("errors", errors);
        }
        return problem;
    }

    private static Future<Void> answer(
            HttpServerResponse response, Language language, ServiceException refusal, String instance) {
        var kind = refusal.type().kind();
        refusal.retryAfter().ifPresent(wait -> response.putHeader("Retry-After", seconds(wait)));
        if (kind == ProblemType.Kind.TOO_LARGE || kind == ProblemType.Kind.TOO_SLOW) {
            // What is left of the body is not worth reading, so this connection takes no further request.
            response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        if (kind == ProblemType.Kind.UNAUTHENTICATED) {
            response.putHeader("WWW-Authenticate", "Bearer realm=\"driftline\"");
        }
        response.headers().add(HttpHeaders.VARY, "Accept-Language");
        return response.setStatusCode(status(kind))
                .putHeader(HttpHeaders.CONTENT_LANGUAGE, language.tag())
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json")
                .end(body(refusal, language).put("instance", instance).toBuffer())
                .onFailure(gone -> LOG.debug("nobody waits for this problem any more", gone));
    }

    private static String seconds(Duration wait) {
        return Long.toString(Math.max(1, (wait.toMillis() + 999) / 1000));
    }

    private static int status(ProblemType.Kind kind) {
        return switch (kind) {
            case MALFORMED -> 400;
            case UNAUTHENTICATED -> 401;
            case NOT_ALLOWED -> 403;
            case NOT_FOUND -> 404;
            case METHOD -> 405;
            case TOO_SLOW -> 408;
            case CONFLICT -> 409;
            case TOO_LARGE -> 413;
            case ADDRESS_TOO_LONG -> 414;
            case UNSUPPORTED -> 415;
            case MISDIRECTED -> 421;
            case INVALID -> 422;
            case TOO_MANY -> 429;
            case HEADERS_TOO_LARGE -> 431;
            case INTERNAL -> 500;
            case UNAVAILABLE -> 503;
        };
    }

    private static JsonObject error(InputFault fault, Language language) {
        var error = new JsonObject();
        putIfKnown(error, "pointer", fault.pointer());
        putIfKnown(error, "record", fault.record());
        putIfKnown(error, "name", fault.name() == null ? null : UnpairedSurrogates.of(fault.name()));
        putIfKnown(error, "line", fault.line());
        putIfKnown(error, "column", fault.column());
        return error.put("detail", UnpairedSurrogates.of(language.text(fault.said())))
                .put("key", fault.said().key())
                .put("params", params(fault.said()));
    }

    /** What the sentence says, for those who put its key into words themselves. */
    private static JsonObject params(Message said) {
        return new JsonObject(UnpairedSurrogates.of(said.paramsJson().encode()));
    }

    private static void putIfKnown(JsonObject error, String name, @Nullable Object value) {
        if (value != null) {
            error.put(name, value);
        }
    }

    private static void log(
            HttpServerRequest request, ServiceException refusal, @Nullable Throwable failure, String instance) {
        var event =
                switch (refusal.type()) {
                    case INTERNAL -> LOG.atError().setCause(failure);
                    case UNAVAILABLE -> LOG.atWarn();
                    default -> LOG.atDebug();
                };
        event.addKeyValue("type", refusal.type().urn())
                .addKeyValue("method", request.method())
                .addKeyValue("instance", instance)
                .log("request refused");
    }
}
