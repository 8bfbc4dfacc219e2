package io.driftline.api;

import io.vertx.core.Future;
import io.vertx.core.json.Json;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.openapi.router.RequestExtractor;
import io.vertx.json.schema.common.dsl.SchemaType;
import io.vertx.openapi.contract.Location;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.contract.Parameter;
import io.vertx.openapi.validation.RequestParameter;
import io.vertx.openapi.validation.ValidatableRequest;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gives the contract's judge what was sent; of an upload, the JSON that it stands for.
 *
 * <p>The library's own extraction would decode headers and query once more than they were encoded, so that a plus sign would
 * become a space and a percent sign a fault.
 */
final class ContractInput implements RequestExtractor {
    @Override
    public Future<ValidatableRequest> extractValidatableRequest(RoutingContext ctx, Operation operation) {
        var uploaded = Upload.of(ctx);
        var body = uploaded.isPresent() ? uploaded.get().toBuffer() : ctx.body().buffer();
        var contentType =
                uploaded.isPresent() ? "application/json" : ctx.request().getHeader("Content-Type");
        return Future.succeededFuture(new Sent(
                parameters(ctx, operation, Location.HEADER),
                parameters(ctx, operation, Location.COOKIE),
                parameters(ctx, operation, Location.PATH),
                parameters(ctx, operation, Location.QUERY),
                () -> body,
                contentType));
    }

    private static Map<String, RequestParameter> parameters(RoutingContext ctx, Operation operation, Location in) {
        var parameters = new HashMap<String, RequestParameter>();
        for (Parameter parameter : operation.getParameters()) {
            if (parameter.getIn() == in) {
                var value = value(parameter, sent(ctx, parameter));
                parameters.put(parameter.getName(), () -> value);
            }
        }
        return parameters;
    }

    /** A text as a JSON string: the judge would else read {@code 1.50}, {@code [a]} or a quoted word as JSON. */
    private static @Nullable String value(Parameter parameter, @Nullable String sent) {
        return sent != null && parameter.getSchemaType() == SchemaType.STRING ? Json.encode(sent) : sent;
    }

    private static @Nullable String sent(RoutingContext ctx, Parameter parameter) {
        var name = parameter.getName();
        return switch (parameter.getIn()) {
            case HEADER -> ctx.request().getHeader(name);
            case PATH -> ctx.pathParam(name);
            case QUERY -> ctx.queryParams().get(name);
            case COOKIE -> {
                var cookie = ctx.request().getCookie(name);
                yield cookie == null ? null : cookie.getValue();
            }
        };
    }

    /** What was sent, each parameter under its name. */
    private record Sent(
            Map<String, RequestParameter> headers,
            Map<String, RequestParameter> cookies,
            Map<String, RequestParameter> path,
            Map<String, RequestParameter> query,
            RequestParameter body,
            @Nullable String contentType)
            implements ValidatableRequest {
        @Override
        public @Nullable String getContentType() {
            return contentType;
        }

        @Override
        public Map<String, RequestParameter> getHeaders() {
            return headers;
        }

        @Override
        public Map<String, RequestParameter> getCookies() {
            return cookies;
        }

        @Override
        public Map<String, RequestParameter> getPathParameters() {
            return path;
        }

        @Override
        public Map<String, RequestParameter> getQuery() {
            return query;
        }

        @Override
        public RequestParameter getBody() {
            return body;
        }
    }
}
