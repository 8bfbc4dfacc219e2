package io.driftline.api.account;

import io.driftline.api.ApiOperations;
import io.driftline.api.answer.Answers;
import io.driftline.api.caller.Callers;
import io.driftline.jobs.mysql.Quotas;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;

/** What the caller's predictions take up of what one user may. */
public final class UsageApi implements ApiOperations {
    private final Quotas quotas;

    public UsageApi(Quotas quotas) {
        this.quotas = quotas;
    }

    @Override
    public Map<String, Handler<RoutingContext>> operations() {
        return Map.of("readUsage", this::read);
    }

    private void read(RoutingContext ctx) {
        Answers.of(ctx, quotas.usage(Callers.of(ctx).user().id()).map(used -> new JsonObject()
                .put("jobs", amount(used.jobs(), used.jobsAllowed()))
                .put("storedBytes", amount(used.bytes(), used.bytesAllowed()))
                .put("pairsToday", used.pairsAllowed() == 0 ? null : amount(used.pairsToday(), used.pairsAllowed()))));
    }

    private static JsonObject amount(long used, long allowed) {
        return new JsonObject().put("used", used).put("allowed", allowed);
    }
}
