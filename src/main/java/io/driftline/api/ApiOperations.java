package io.driftline.api;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;

/** The operations of one resource, by their {@code operationId} in {@code openapi.yaml}. */
public interface ApiOperations {
    /**
     * The handlers. Each runs once its caller is verified and its input has the documented form; it may throw or fail the
     * context with a {@link io.driftline.problem.ServiceException}.
     */
    Map<String, Handler<RoutingContext>> operations();
}
