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
import io.vertx.openapi.validation.RequestUtils;
import io.vertx.openapi.validation.ValidatableRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gives the contract's judge what was sent; of an upload, the JSON that it stands for. */
final class ContractInput implements RequestExtractor {
    @Override
    public Future<ValidatableRequest> extractValidatableRequest(RoutingContext ctx, Operation operation) {
        var uploaded = Upload.of(ctx);
        return RequestUtils.extract(
                        ctx.request(),
                        operation,
                        () -> Future.succeededFuture(
                                uploaded.isPresent()
                                        ? uploaded.get().toBuffer()
                                        : ctx.body().buffer()))
                .map(request -> new Sent(
                        request,
                        texts(ctx, operation, Location.HEADER, request.getHeaders()),
                        texts(ctx, operation, Location.QUERY, request.getQuery()),
                        uploaded.isPresent() ? "application/json" : request.getContentType()));
    }

    /**
     * Writes the texts among the parameters as JSON strings: the judge would else read {@code 1.50}, {@code [a]} or a quoted
     * word as JSON, and a plus sign as a space.
     */
    private static Map<String, RequestParameter> texts(
            RoutingContext ctx, Operation operation, Location in, Map<String, RequestParameter> extracted) {
        var parameters = new HashMap<>(extracted);
        for (Parameter parameter : operation.getParameters()) {
            if (parameter.getIn() == in && parameter.getSchemaType() == SchemaType.STRING) {
                var text = text(ctx, parameter);
                if (text != null) {
                    var json = Json.encode(text);
                    parameters.put(parameter.getName(), () -> json);
                }
            }
        }
        return parameters;
    }

    private static @Nullable String text(RoutingContext ctx, Parameter parameter) {
        if (parameter.getIn() == Location.HEADER) {
            return ctx.request().getHeader(parameter.getName());
        }
        List<String> values = ctx.queryParam(parameter.getName());
        return values.isEmpty() ? null : values.get(0);
    }

    /** The same request with parameters and content type of our own. */
    private record Sent(
            ValidatableRequest request,
            Map<String, RequestParameter> headers,
            Map<String, RequestParameter> query,
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
            return request.getCookies();
        }

        @Override
        public Map<String, RequestParameter> getPathParameters() {
            return request.getPathParameters();
        }

        @Override
        public Map<String, RequestParameter> getQuery() {
            return query;
        }

        @Override
        public @Nullable RequestParameter getBody() {
            return request.getBody();
        }
    }
}
