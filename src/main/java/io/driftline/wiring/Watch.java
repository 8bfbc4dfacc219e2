package io.driftline.wiring;

import io.driftline.config.Config;
import io.driftline.database.Database;
import io.driftline.database.DatabaseClock;
import io.driftline.database.Door;
import io.driftline.dispatch.WorkerWatchVerticle;
import io.driftline.operations.Metrics;
import io.driftline.operations.MySqlWorkload;
import io.driftline.operations.OperationsVerticle;
import io.driftline.operations.SystemOverview;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** Who looks whether all goes well: what operators see, and the answers of the private port. */
public record Watch(SystemOverview overview, WorkerWatchVerticle workers) {

    public static Watch of(Vertx vertx, Config config, Stores stores, Links links) {
        var probes = stores.database().by(Door.PROBES);
        var clock = stores.clock();
        var overview = new SystemOverview(
                Map.of(
                        "database",
                        () -> database(probes, clock),
                        "redis",
                        links.redisState()::ask,
                        "broker",
                        links.source()::state),
                new MySqlWorkload(probes),
                stores.catalog(),
                vertx.eventBus(),
                clock);
        return new Watch(
                overview, new WorkerWatchVerticle(links.workers(), config.jobs().sweep()));
    }

    private static Future<JsonObject> database(Database probes, DatabaseClock clock) {
        return probes.state()
                .map(facts -> facts.put("clockSkewMillis", clock.skew().toMillis()));
    }

    /** Health and metrics; {@code draining} says that no more requests are wanted. */
    public OperationsVerticle operations(
            Config config, Stores stores, Links links, PublicSide front, BooleanSupplier draining) {
        return new OperationsVerticle(
                config.operations(),
                Metrics.registry(),
                overview,
                Map.of(
                        "api", front.api()::probe,
                        "catalogue", stores.catalog()::probe,
                        "clock", stores.clock()::probe,
                        "database", stores.database().by(Door.PROBES)::probe,
                        "redis", links.redisState()::probe,
                        "broker", links.source()::probe,
                        "status", links.source()::moving,
                        "worker", workers::probe),
                draining);
    }
}
