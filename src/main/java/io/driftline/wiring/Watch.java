package io.driftline.wiring;

import io.driftline.config.Config;
import io.driftline.config.WorkerServers;
import io.driftline.database.Database;
import io.driftline.database.DatabaseClock;
import io.driftline.database.Door;
import io.driftline.dispatch.WorkerWatchVerticle;
import io.driftline.operations.MySqlWorkload;
import io.driftline.operations.SystemOverview;
import io.driftline.roster.RedisRoster;
import io.driftline.roster.RosterVerticle;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Who looks whether all goes well: what operators see, which workers there are, and whether they answer. */
public record Watch(SystemOverview overview, WorkerWatchVerticle workers, Optional<RosterVerticle> roster) {
    /** Well below what the catalogue keeps of a worker that says nothing. */
    private static final Duration TOLD_AGAIN = Duration.ofDays(1);

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
        var interval = config.jobs().sweep();
        var settings = config.workers();
        Optional<RosterVerticle> roster = Optional.of(settings)
                .filter(WorkerServers::announce)
                .map(wanted -> new RedisRoster(links.redis(), wanted.token()))
                .map(kept -> new RosterVerticle(vertx, settings, kept, clock, interval));
        return new Watch(overview, new WorkerWatchVerticle(links.workers(), interval, TOLD_AGAIN), roster);
    }

    /** Who listens comes first. */
    public List<Deployable> steps() {
        return Stream.concat(Stream.<Deployable>of(workers), roster.stream()).toList();
    }

    /** What the private port takes, by path. */
    Map<String, Handler<HttpServerRequest>> posts() {
        return roster.<Map<String, Handler<HttpServerRequest>>>map(taker -> Map.of("/workers", taker.announcements()))
                .orElse(Map.of());
    }

    private static Future<JsonObject> database(Database probes, DatabaseClock clock) {
        return probes.state()
                .map(facts -> facts.put("clockSkewMillis", clock.skew().toMillis()));
    }
}
