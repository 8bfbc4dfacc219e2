package io.driftline.api;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import io.vertx.openapi.validation.RequestParameter;
import io.vertx.openapi.validation.ValidatedRequest;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What a request gave, after it was held against the contract. */
public final class Requests {
    private Requests() {}

    /** The body of an operation that requires a JSON object. */
    public static JsonObject body(RoutingContext ctx) {
        return Objects.requireNonNull(validated(ctx).getBody().getJsonObject(), "body");
    }

    /** A parameter that is part of the path. */
    public static String path(RoutingContext ctx, String name) {
        return Objects.requireNonNull(ctx.pathParam(name), name);
    }

    public static Optional<String> query(RoutingContext ctx, String name) {
        return text(validated(ctx).getQuery(), name);
    }

    /** A header that the contract names. */
    public static Optional<String> header(RoutingContext ctx, String name) {
        return Optional.ofNullable(ctx.request().getHeader(name));
    }

    private static Optional<String> text(Map<String, RequestParameter> parameters, String name) {
        return Optional.ofNullable(parameters.get(name))
                .filter(parameter -> !parameter.isNull())
                .map(parameter -> String.valueOf(parameter.get()));
    }

    private static ValidatedRequest validated(RoutingContext ctx) {
        return Objects.requireNonNull(
                ctx.<ValidatedRequest>get(RouterBuilder.KEY_META_DATA_VALIDATED_REQUEST), "validated request");
    }
}
