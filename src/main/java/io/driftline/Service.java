package io.driftline;

import io.driftline.config.Config;
import io.driftline.database.Migrations;
import io.driftline.embedded.EmbeddedServices;
import io.driftline.embedded.Probe;
import io.driftline.operations.Metrics;
import io.driftline.tracing.Traces;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The service's life in this process: what it stands on, then the gateway; and back. */
final class Service {
    private static final Logger LOG = LoggerFactory.getLogger(Service.class);

    /** A wait that lasts longer is worth a word. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Of the ten seconds that an operator is promised, the share of the gateway, or of tables that are being changed. */
    private static final Duration GATEWAY_STOP = Duration.ofSeconds(5);

    private static final Duration STOP = Duration.ofMillis(9_500);

    /** Where a busy machine starts slowly, a line says so; a trace only of what blocks for long. */
    private static final Duration TRACED_BLOCK = Duration.ofSeconds(30);

    private final Config given;
    private final Traces traces;
    private final Vertx vertx;
    private @Nullable EmbeddedServices embedded;
    private @Nullable Migrations migrations;
    private @Nullable App app;
    private boolean stopping;
    private volatile boolean exiting;

    Service(Config config) {
        this.given = config;
        this.traces = Traces.of(config);
        this.vertx = Metrics.vertx(new VertxOptions().setWarningExceptionTime(TRACED_BLOCK.toNanos()), traces);
    }

    /** Completes when requests are served; on a failure all that had started is stopped. */
    Future<Void> start() {
        return listeners()
                .compose(free -> servers())
                .compose(this::tables)
                .compose(this::gateway)
                .compose(ignored -> ready())
                .onSuccess(ignored -> announce())
                .recover(failure -> stop().transform(ignored -> Future.failedFuture(failure)));
    }

    /** Before anything else, so that nobody waits for what cannot work. */
    private Future<Void> listeners() {
        return vertx.executeBlocking(() -> {
            Listeners.requireFree(given);
            return null;
        });
    }

    private Future<Config> servers() {
        if (!given.embedded().enabled()) {
            return Future.succeededFuture(given);
        }
        return EmbeddedServices.start(vertx, given).onSuccess(this::remember).map(EmbeddedServices::config);
    }

    private synchronized void remember(EmbeddedServices started) {
        embedded = started;
    }

    private Future<Config> tables(Config config) {
        Migrations begun = new Migrations(config.database());
        remember(begun);
        return begun.apply(vertx).map(config);
    }

    private synchronized void remember(Migrations begun) {
        migrations = begun;
    }

    private Future<Void> gateway(Config config) {
        return App.start(vertx, config, traces).onSuccess(this::remember).mapEmpty();
    }

    private synchronized void remember(App started) {
        app = started;
    }

    /** The first answer that a job would be taken and worked; what is late for that is waited for. */
    private Future<Void> ready() {
        return Probe.http(operationsPort(), "/health/ready", given.operations().tls() != null)
                .await(vertx, PATIENCE, this::isExiting)
                .recover(late -> {
                    if (exiting) {
                        return Future.succeededFuture();
                    }
                    LOG.warn("not everything is there yet; {} says what is missing", healthUrl());
                    return ready();
                });
    }

    private String healthUrl() {
        return (given.operations().tls() == null ? "http://" : "https://")
                + given.operations().host() + ":" + operationsPort() + "/health/ready";
    }

    private synchronized int operationsPort() {
        return app == null ? given.operations().port() : app.operationsPort();
    }

    private synchronized void announce() {
        LOG.info("health at {}, metrics beside it", healthUrl());
        if (app != null && !stopping) {
            System.out.println("Driftline is ready: " + given.server().localUrl(app.port()));
        }
    }

    /**
     * The gateway first, so that it can hand back what it holds, or else the statement that changes a table; then what it
     * stood on. Vert.x itself stays, for the process ends next and this future still needs it.
     */
    synchronized Future<Void> stop() {
        stopping = true;
        App startedApp = app;
        EmbeddedServices startedServers = embedded;
        app = null;
        embedded = null;
        Future<Void> tables = migrations == null ? Future.succeededFuture() : migrations.stop();
        Future<Void> gateway = startedApp == null ? tables : startedApp.stop();
        return gateway.timeout(GATEWAY_STOP.toMillis(), TimeUnit.MILLISECONDS)
                .onFailure(failure -> LOG.warn("the gateway did not stop cleanly", failure))
                .eventually(() -> startedServers == null ? Future.succeededFuture() : startedServers.stop())
                .eventually(this::lastSpans);
    }

    private Future<Void> lastSpans() {
        return vertx.executeBlocking(() -> {
            traces.close();
            return null;
        });
    }

    /** Whether the process is about to end by itself. */
    boolean isExiting() {
        return exiting;
    }

    /** Ends the process with status 0, in time even if something hangs: no child outlives the process anyway. */
    void stopAndExit() {
        LOG.info("stopping");
        exiting = true;
        stop().timeout(STOP.toMillis(), TimeUnit.MILLISECONDS)
                .onFailure(failure -> LOG.warn("not everything stopped in time", failure))
                .onComplete(ignored -> Runtime.getRuntime().halt(0));
    }
}
