package io.driftline;

import io.driftline.bus.RecordCodec;
import io.driftline.catalog.CatalogVerticle;
import io.driftline.config.Config;
import io.driftline.deployment.RetirementVerticle;
import io.driftline.dispatch.DispatchVerticle;
import io.driftline.dispatch.FlaskModelFiles;
import io.driftline.dispatch.LeaseSweepVerticle;
import io.driftline.dispatch.ModelFilesVerticle;
import io.driftline.operations.FlowMetricsVerticle;
import io.driftline.operations.Metrics;
import io.driftline.operations.OperationsVerticle;
import io.driftline.staging.StagingVerticle;
import io.driftline.status.StatusVerticle;
import io.driftline.wiring.AccountSide;
import io.driftline.wiring.Links;
import io.driftline.wiring.PublicSide;
import io.driftline.wiring.Stores;
import io.driftline.wiring.Watch;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The flow: what each step stands on, then the steps, listeners before senders and the API last, so that requests are
 * taken only once the rest is up.
 */
public final class App {
    private final Vertx vertx;
    private final Stores stores;
    private final Links links;
    private final PublicSide front;
    private final OperationsVerticle operations;
    private final List<Deployable> steps;
    private final Deque<String> deployed = new ArrayDeque<>();
    private volatile boolean draining;

    private App(Vertx vertx, Config config) {
        this.vertx = vertx;
        RecordCodec.register(vertx.eventBus());
        stores = Stores.of(vertx, config);
        links = Links.of(vertx, config);
        var people = AccountSide.of(vertx, config, stores, links);
        var watch = Watch.of(vertx, config, stores, links);
        front = PublicSide.of(vertx, config, stores, links, people, watch.overview());
        operations = watch.operations(config, stores, links, front, () -> draining);
        var limits = config.limits();
        var sweep = config.jobs().sweep();
        steps = List.of(
                stores.clock(),
                operations,
                links.nodes(),
                new FlowMetricsVerticle(Metrics.registry(), front.lines()::open, stores.database()::silences),
                new StagingVerticle(links.staging(), stores.queue(), limits.resultBytes()),
                new StatusVerticle(
                        vertx,
                        links.source(),
                        stores.progress(),
                        stores.leases(),
                        links.announcer(),
                        links.statusKeys(),
                        limits.statusMessageBytes()),
                new DispatchVerticle(links.workers(), stores.queue(), links.statusKeys(), config.jobs()),
                new LeaseSweepVerticle(stores.leases(), links.workers(), links.announcer(), config.jobs()),
                new CatalogVerticle(stores.catalog()),
                new ModelFilesVerticle(new FlaskModelFiles(vertx, config.workers())),
                new RetirementVerticle(stores.deployments(), sweep, stores.clock()),
                watch.workers(),
                front.api());
    }

    /** Starts every step; completes when requests are taken. */
    public static Future<App> start(Vertx vertx, Config config) {
        var app = new App(vertx, config);
        Future<Void> up = app.stores
                .database()
                .requireRoomFor(config.limits().resultBytes())
                .compose(room -> app.stores.database().warnOfWeakSettings());
        for (Deployable step : app.steps) {
            up = up.compose(before -> vertx.deployVerticle(step)).map(id -> {
                app.deployed.push(id);
                return null;
            });
        }
        return up.map(started -> app).recover(failure -> app.stop().transform(stopped -> Future.failedFuture(failure)));
    }

    /** Says that it is not ready, asks the sockets' clients to come back, and stops the steps in reverse order. */
    public Future<Void> stop() {
        draining = true;
        Future<Void> down = front.lines().drain();
        while (!deployed.isEmpty()) {
            var id = deployed.pop();
            down = down.eventually(() -> vertx.undeploy(id));
        }
        return down.eventually(stores.database()::close).eventually(links::close);
    }

    /** The port of page and API. */
    public int port() {
        return front.api().actualPort();
    }

    /** The private port of health and metrics. */
    public int operationsPort() {
        return operations.port();
    }
}
