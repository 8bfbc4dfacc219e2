package io.driftline.api.jobs;

import io.driftline.api.ApiOperations;
import io.driftline.api.answer.Answers;
import io.driftline.api.caller.Callers;
import io.driftline.jobs.Forecast;
import io.driftline.jobs.mysql.Forecasts;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;

/** How full the queue is, for somebody who is about to submit. */
public final class QueueApi implements ApiOperations {
    private final Forecasts forecasts;

    public QueueApi(Forecasts forecasts) {
        this.forecasts = forecasts;
    }

    @Override
    public Map<String, Handler<RoutingContext>> operations() {
        return Map.of("readQueue", this::read);
    }

    private void read(RoutingContext ctx) {
        var caller = Callers.find(ctx);
        var forecast =
                caller.isPresent() ? forecasts.forUser(caller.get().user().id()) : forecasts.forStrangers();
        Answers.of(ctx, forecast.map(queue -> json(queue).put("open", caller.isPresent() ? queue.open() : null)));
    }

    private static JsonObject json(Forecast queue) {
        return new JsonObject()
                .put("waiting", queue.waiting())
                .put("position", queue.position())
                .put("waitSeconds", queue.waitSeconds());
    }
}
