package io.driftline.api.body;

import io.driftline.json.Whole;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.validation.RequestParameter;
import io.vertx.openapi.validation.ValidatedRequest;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What a request gave, after it was held against the contract. */
public final class Requests {
    private static final String OPERATION = "driftline.operation";

    private Requests() {}

    /** Keeps the operation that was found for this request. */
    public static void identified(RoutingContext ctx, Operation operation) {
        ctx.put(OPERATION, operation);
    }

    /** The operation that this request asks for. */
    public static Operation operation(RoutingContext ctx) {
        return Objects.requireNonNull(ctx.<Operation>get(OPERATION), OPERATION);
    }

    /** The path that all operations lie below on this host: {@code /api/v1}, behind the installation's own path. */
    public static String root(RoutingContext ctx) {
        var operation = operation(ctx);
        var path = operation.getAbsoluteOpenAPIPath();
        return path.substring(0, path.length() - operation.getOpenAPIPath().length());
    }

    /** The same, where there may be none. */
    public static @Nullable Operation findOperation(RoutingContext ctx) {
        return ctx.get(OPERATION);
    }

    /** The body of an operation that requires a JSON object. */
    public static JsonObject body(RoutingContext ctx) {
        return Objects.requireNonNull(validated(ctx).getBody().getJsonObject(), "body");
    }

    /** A parameter that is part of the path. */
    public static String path(RoutingContext ctx, String name) {
        return Objects.requireNonNull(ctx.pathParam(name), name);
    }

    /** A whole number of the query, in the bounds that the contract gives it. */
    public static int queryNumber(RoutingContext ctx, String name, int otherwise) {
        var given = validated(ctx).getQuery().get(name);
        return given == null || given.isNull() ? otherwise : Math.toIntExact(whole(given.get()));
    }

    /** The same, if it was given. */
    public static OptionalLong queryNumber(RoutingContext ctx, String name) {
        var given = validated(ctx).getQuery().get(name);
        return given == null || given.isNull() ? OptionalLong.empty() : OptionalLong.of(whole(given.get()));
    }

    /** A whole number of the path, in the bounds that the contract gives it. */
    public static long pathNumber(RoutingContext ctx, String name) {
        return whole(Objects.requireNonNull(validated(ctx).getPathParameters().get(name), name)
                .get());
    }

    /** A whole number that the body has to have, in the bounds that the contract gives it. */
    public static long bodyNumber(RoutingContext ctx, String field) {
        return whole(body(ctx).getNumber(field));
    }

    public static @Nullable Long bodyNumberOrNull(RoutingContext ctx, String field) {
        return body(ctx).containsKey(field) ? bodyNumber(ctx, field) : null;
    }

    public static int bodyNumber(RoutingContext ctx, String field, int otherwise) {
        return body(ctx).containsKey(field) ? Math.toIntExact(bodyNumber(ctx, field)) : otherwise;
    }

    private static long whole(Object judged) {
        return Whole.of((Number) judged, Long.MIN_VALUE, Long.MAX_VALUE).orElseThrow();
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
