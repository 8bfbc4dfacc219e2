package io.driftline.wiring;

import io.driftline.config.Config;
import io.driftline.database.Database;
import io.driftline.database.DatabaseClock;
import io.driftline.database.Door;
import io.driftline.dispatch.WorkerWatchVerticle;
import io.driftline.operations.MySqlWorkload;
import io.driftline.operations.SystemOverview;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/** Who looks whether all goes well: what operators see, and whether the workers answer. */
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
}
