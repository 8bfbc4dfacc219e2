package io.driftline;

import io.driftline.accounts.GuestSweepVerticle;
import io.driftline.audit.AuditVerticle;
import io.driftline.bus.RecordCodec;
import io.driftline.catalog.CatalogVerticle;
import io.driftline.config.Config;
import io.driftline.deployment.RetirementVerticle;
import io.driftline.dispatch.DispatchVerticle;
import io.driftline.dispatch.FlaskModelFiles;
import io.driftline.dispatch.LeaseSweepVerticle;
import io.driftline.dispatch.ModelFilesVerticle;
import io.driftline.staging.StagingVerticle;
import io.driftline.status.StatusVerticle;
import io.driftline.tracing.Traces;
import io.driftline.wiring.AccountSide;
import io.driftline.wiring.Health;
import io.driftline.wiring.Links;
import io.driftline.wiring.PublicSide;
import io.driftline.wiring.Steps;
import io.driftline.wiring.Stores;
import io.driftline.wiring.Watch;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.stream.Stream;

/** The flow: what each step stands on, then the steps, listeners before senders and the API last. */
public final class App {
    private final Stores stores;
    private final Links links;
    private final AccountSide accounts;
    private final Watch watch;
    private final PublicSide front;
    private final Health health;
    private final Steps steps;

    private App(Vertx vertx, Config config, Traces traces) {
        RecordCodec.register(vertx.eventBus());
        stores = Stores.of(vertx, config);
        links = Links.of(vertx, config);
        accounts = AccountSide.of(vertx, config, stores, links);
        watch = Watch.of(vertx, config, stores, links);
        front = PublicSide.of(vertx, config, stores, links, accounts, watch.overview(), traces);
        health = Health.of(config, stores, links, watch, front);
        steps = new Steps(vertx, inOrder(vertx, config, traces));
    }

    private List<Deployable> inOrder(Vertx vertx, Config config, Traces traces) {
        var limits = config.limits();
        List<Deployable> flow = List.of(
                stores.clock(),
                new AuditVerticle(stores.audit(), config.operations().auditKept(), stores.clock()),
                health.operations(),
                links.nodes(),
                health.metrics(),
                new StagingVerticle(links.staging(), stores.claims(), limits.resultBytes()),
                new StatusVerticle(
                        vertx,
                        links.source(),
                        stores.progress(),
                        stores.leases(),
                        links.announcer(),
                        links.statusKeys(),
                        limits.statusMessageBytes(),
                        traces),
                new DispatchVerticle(links.workers(), stores.claims(), links.statusKeys(), config.jobs(), traces),
                new LeaseSweepVerticle(
                        stores.leases(), stores.retention(), links.workers(), links.announcer(), config.jobs()),
                new CatalogVerticle(stores.catalog()),
                new ModelFilesVerticle(new FlaskModelFiles(vertx, config.workers())),
                new RetirementVerticle(stores.deployments(), config.jobs().sweep(), stores.clock()),
                new GuestSweepVerticle(accounts.guests()));
        return Stream.of(flow, watch.steps(), List.<Deployable>of(front.api()))
                .flatMap(List::stream)
                .toList();
    }

    /** The same where nothing is traced. */
    public static Future<App> start(Vertx vertx, Config config) {
        return start(vertx, config, Traces.none());
    }

    /** Starts every step; completes when requests are taken. */
    public static Future<App> start(Vertx vertx, Config config, Traces traces) {
        // Loads most of the program, seconds of a busy processor in which the first connections would time out on this
        // event loop.
        return vertx.executeBlocking(() -> new App(vertx, config, traces))
                .compose(app -> app.deploy(config.limits().resultBytes()));
    }

    private Future<App> deploy(int resultBytes) {
        return stores.database()
                .requireFit(resultBytes)
                .compose(fit -> steps.deploy())
                .map(this)
                .recover(failure -> stop().transform(stopped -> Future.failedFuture(failure)));
    }

    /**
     * Says that it is not ready, asks the sockets' clients to come back, answers what is on its way, and stops the steps in reverse
     * order.
     */
    public Future<Void> stop() {
        return front.lines()
                .drain()
                .eventually(front.api()::lastCall)
                .eventually(steps::undeploy)
                .eventually(stores.database()::close)
                .eventually(links::close);
    }

    /** The port of page and API. */
    public int port() {
        return front.api().actualPort();
    }

    /** The private port of health and metrics. */
    public int operationsPort() {
        return health.operations().port();
    }
}
