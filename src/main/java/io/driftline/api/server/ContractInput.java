package io.driftline.api.server;

import io.driftline.api.answer.Failures;
import io.driftline.json.Whole;
import io.vertx.core.Vertx;
import io.vertx.core.json.Json;
import io.vertx.ext.web.RoutingContext;
import io.vertx.json.schema.common.dsl.SchemaType;
import io.vertx.openapi.contract.Location;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.contract.Parameter;
import io.vertx.openapi.validation.RequestParameter;
import io.vertx.openapi.validation.impl.RequestParameterImpl;
import io.vertx.openapi.validation.impl.RequestValidatorImpl;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Holds the parameters of a request against the contract.
 *
 * <p>The library's own extraction would decode headers and query once more than they were encoded, so that a plus sign would
 * become a space and a percent sign a fault.
 */
final class ContractInput {
    private final RequestValidatorImpl validator;

    ContractInput(Vertx vertx, OpenAPIContract contract) {
        validator = new RequestValidatorImpl(vertx, contract);
    }

    /** Each parameter under its name, or a failure that {@link Failures} explains. */
    Map<Location, Map<String, RequestParameter>> judge(RoutingContext ctx, Operation operation) {
        Map<Location, Map<String, RequestParameter>> judged = new EnumMap<>(Location.class);
        for (Parameter parameter : operation.getParameters()) {
            var sent = new RequestParameterImpl(value(parameter, sent(ctx, parameter)));
            judged.computeIfAbsent(parameter.getIn(), first -> new HashMap<>())
                    .put(parameter.getName(), validator.validateParameter(parameter, sent));
        }
        return judged;
    }

    /**
     * A text as a JSON string: the judge would else read {@code 1.50}, {@code [a]} or a quoted word as JSON, and take
     * {@code 1e1} for an integer, which nobody else here does.
     */
    private static @Nullable String value(Parameter parameter, @Nullable String sent) {
        if (sent == null) {
            return null;
        }
        return parameter.getSchemaType() == SchemaType.INTEGER
                        && Whole.of(sent, Long.MIN_VALUE, Long.MAX_VALUE).isPresent()
                ? sent
                : Json.encode(sent);
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
}
