package io.driftline.api.operator;

import io.driftline.api.ApiOperations;
import io.driftline.api.answer.Answers;
import io.driftline.api.body.Requests;
import io.driftline.api.caller.Callers;
import io.driftline.bus.Addresses;
import io.driftline.bus.DiscardDeadLetter;
import io.driftline.bus.ListDeadLetters;
import io.driftline.catalog.Catalog;
import io.driftline.catalog.ModelUse;
import io.driftline.operations.SystemOverview;
import io.driftline.problem.ProblemType;
import io.driftline.problem.ServiceException;
import io.driftline.words.RequestWords;
import io.vertx.core.Handler;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Map;

/** What only operators may see and do. */
public final class OperatorApi implements ApiOperations {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int SHOWN = 100;

    private static final int DEFAULT_DAYS = 90;

    private final EventBus bus;
    private final SystemOverview overview;
    private final Catalog catalog;

    public OperatorApi(EventBus bus, SystemOverview overview, Catalog catalog) {
        this.bus = bus;
        this.overview = overview;
        this.catalog = catalog;
    }

    @Override
    public Map<String, Handler<RoutingContext>> operations() {
        return Map.of(
                "readOverview", this::overview,
                "listUse", this::use,
                "listDeadLetters", this::list,
                "discardDeadLetter", this::discard);
    }

    private void overview(RoutingContext ctx) {
        Callers.requireOperator(ctx);
        Answers.of(ctx, overview.look().map(OverviewJson::of));
    }

    private void use(RoutingContext ctx) {
        Callers.requireOperator(ctx);
        int days = Requests.queryNumber(ctx, "days", DEFAULT_DAYS);
        Answers.of(ctx, catalog.use(days).map(models -> {
            var items = new JsonArray();
            models.forEach(model -> items.add(use(model)));
            return new JsonObject().put("items", items);
        }));
    }

    private static JsonObject use(ModelUse model) {
        var days = new JsonArray();
        model.days()
                .forEach(day -> days.add(new JsonObject()
                        .put("day", day.day().toString())
                        .put("views", day.views())
                        .put("likes", day.likes())));
        return new JsonObject()
                .put("id", model.id())
                .put("name", model.name())
                .put(
                        "zh",
                        model.chineseName()
                                .map(name -> new JsonObject().put("name", name))
                                .orElse(null))
                .put("likes", model.likes())
                .put("views", model.views())
                .put("days", days);
    }

    private void list(RoutingContext ctx) {
        Callers.requireOperator(ctx);
        Answers.of(
                ctx,
                Addresses.LIST_DEAD_LETTERS
                        .request(bus, new ListDeadLetters(SHOWN), TIMEOUT)
                        .map(listed -> {
                            var items = new JsonArray();
                            listed.letters()
                                    .forEach(letter -> items.add(new JsonObject()
                                            .put("id", letter.id())
                                            .put("reason", letter.reason())
                                            .put("bytes", letter.bytes())
                                            .put("body", letter.body())));
                            return new JsonObject().put("items", items);
                        }));
    }

    private void discard(RoutingContext ctx) {
        Callers.requireOperator(ctx);
        var id = ctx.pathParam("letterId");
        Answers.empty(
                ctx,
                Addresses.DISCARD_DEAD_LETTER
                        .request(bus, new DiscardDeadLetter(id), TIMEOUT)
                        .map(discarded -> {
                            if (discarded.count() == 0) {
                                throw ServiceException.of(
                                        ProblemType.DEAD_LETTER_NOT_FOUND, RequestWords.DEAD_LETTERS_LISTED.message());
                            }
                            return discarded;
                        }));
    }
}
