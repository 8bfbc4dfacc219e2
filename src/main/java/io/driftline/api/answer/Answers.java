package io.driftline.api.answer;

import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.Json;
import io.vertx.ext.web.RoutingContext;

/** Ends a request with what it asked for; a failure goes to the {@link ProblemHandler}. */
public final class Answers {
    private static final int OK = 200;
    private static final int NO_CONTENT = 204;

    private Answers() {}

    public static void json(RoutingContext ctx, int status, Object body) {
        ctx.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .end(Json.encodeToBuffer(body))
                .onFailure(gone -> ctx.request().connection().close());
    }

    /** 200 with the future's value. */
    public static void of(RoutingContext ctx, Future<?> body) {
        of(ctx, OK, body);
    }

    public static void of(RoutingContext ctx, int status, Future<?> body) {
        body.onSuccess(value -> json(ctx, status, value)).onFailure(ctx::fail);
    }

    /**
     * 200 with the future's value, compressed like a file of the page. Only for what holds no secret and nothing that its
     * caller chose: a compressed answer's length tells of both.
     */
    public static void packed(RoutingContext ctx, Future<?> body) {
        body.onSuccess(value -> StaticFile.of(
                                "answer.json", Json.encodeToBuffer(value).getBytes())
                        .send(ctx.request(), OK))
                .onFailure(ctx::fail);
    }

    /** 204 once the future has succeeded. */
    public static void empty(RoutingContext ctx, Future<?> done) {
        done.onSuccess(value -> ctx.response().setStatusCode(NO_CONTENT).end()).onFailure(ctx::fail);
    }
}
