package io.driftline.api.answer;

import io.driftline.identity.Ids;
import io.vertx.ext.web.RoutingContext;

/** One name for a request: what a problem gives as its {@code instance}, and what the logs say. */
final class RequestIds {
    private static final String KEY = "driftline.request";

    private RequestIds() {}

    static String fresh() {
        return "urn:request:" + Ids.random();
    }

    static String of(RoutingContext ctx) {
        String known = ctx.get(KEY);
        if (known == null) {
            known = fresh();
            ctx.put(KEY, known);
        }
        return known;
    }
}
