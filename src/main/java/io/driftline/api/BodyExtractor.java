package io.driftline.api;

import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.openapi.router.RequestExtractor;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.validation.RequestParameter;
import io.vertx.openapi.validation.RequestUtils;
import io.vertx.openapi.validation.ValidatableRequest;
import java.util.Map;

/** Gives the contract's judge what was read; of an upload, the JSON that it stands for. */
final class BodyExtractor implements RequestExtractor {
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
                .map(request -> uploaded.isPresent() ? new AsJson(request) : request);
    }

    /** The same request with another content type. */
    private record AsJson(ValidatableRequest request) implements ValidatableRequest {
        @Override
        public String getContentType() {
            return "application/json";
        }

        @Override
        public Map<String, RequestParameter> getHeaders() {
            return request.getHeaders();
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
            return request.getQuery();
        }

        @Override
        public RequestParameter getBody() {
            return request.getBody();
        }
    }
}
