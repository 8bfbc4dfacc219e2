package io.driftline.api;

import io.vertx.core.Handler;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;

/** What serves here, so that a page or a report can name it. */
public final class ServiceApi implements ApiOperations {
    private static final int OK = 200;

    private final JsonObject service;

    /** @param version of this build */
    public ServiceApi(String version) {
        service = new JsonObject().put("name", "Driftline").put("version", version);
    }

    @Override
    public Map<String, Handler<RoutingContext>> operations() {
        return Map.of("readService", ctx -> Answers.json(ctx, OK, service));
    }
}
