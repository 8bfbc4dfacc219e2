package io.driftline.api.answer;

import io.driftline.bus.TransientFailure;
import io.driftline.problem.ProblemType;
import io.driftline.problem.ServiceException;
import io.driftline.words.RequestWords;
import io.vertx.core.json.DecodeException;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import io.vertx.openapi.validation.ValidatorException;
import java.time.Duration;

/** Says of any failure what kind of problem it is for the client. */
public final class Failures {
    private static final Duration SOON = Duration.ofSeconds(2);

    private Failures() {}

    static ServiceException explain(RoutingContext ctx) {
        var failure = ctx.failure();
        if (failure instanceof HttpException wrapped && wrapped.getCause() != null) {
            failure = wrapped.getCause();
        }
        if (failure instanceof ServiceException refused) {
            return refused;
        }
        if (failure instanceof ValidatorException invalid) {
            return ServiceException.of(
                    ProblemType.INVALID_FIELD, RequestWords.AS_TOLD.message(String.valueOf(invalid.getMessage())));
        }
        if (failure instanceof DecodeException) {
            return ServiceException.of(ProblemType.MALFORMED_JSON, RequestWords.SEND_OBJECT.message());
        }
        if (failure != null && TransientFailure.is(failure)) {
            return ServiceException.retryLater(ProblemType.UNAVAILABLE, RequestWords.PART_AWAY.message(), SOON);
        }
        return byStatus(ctx);
    }

    private static ServiceException byStatus(RoutingContext ctx) {
        return switch (ctx.statusCode()) {
            case 400 -> ServiceException.of(ProblemType.MALFORMED_REQUEST, RequestWords.UNREADABLE.message());
            case 404 -> ServiceException.of(ProblemType.NO_SUCH_PAGE, RequestWords.CHECK_ADDRESS.message());
            case 405 -> ServiceException.of(ProblemType.METHOD_NOT_ALLOWED, RequestWords.METHOD_NOT_HERE.message());
            case 415 -> ServiceException.of(ProblemType.UNSUPPORTED_MEDIA_TYPE, RequestWords.SEND_JSON.message());
            default -> ServiceException.of(ProblemType.INTERNAL, RequestWords.INTERNAL.message());
        };
    }
}
