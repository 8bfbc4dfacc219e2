package io.driftline.operations;

import io.driftline.config.Operations;
import io.driftline.tls.TlsOptions;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.core.tracing.TracingPolicy;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Health, metrics, and what workers say of themselves: on the private port, apart from the public one so that no proxy rule can
 * expose them.
 */
public final class OperationsVerticle extends VerticleBase {
    private final Operations settings;
    private final MeterRegistry registry;
    private final Readiness readiness;
    private final SystemOverview overview;
    private final OverviewMetrics gauges;
    private final Map<String, Handler<HttpServerRequest>> posts;
    private @Nullable HttpServer server;

    /**
     * Takes what it reports on.
     *
     * @param overview what is shown as gauges is looked at when somebody scrapes
     * @param checks what readiness depends on, by the name that an operator knows; each fails when it is missing
     * @param draining whether the gateway is about to stop and should get no more requests
     * @param posts who takes what is posted, by path
     */
    public OperationsVerticle(
            Operations settings,
            MeterRegistry registry,
            SystemOverview overview,
            Map<String, Supplier<Future<Void>>> checks,
            BooleanSupplier draining,
            Map<String, Handler<HttpServerRequest>> posts) {
        this.settings = settings;
        this.registry = registry;
        this.overview = overview;
        gauges = new OverviewMetrics(registry);
        this.posts = Map.copyOf(posts);
        this.readiness = new Readiness(checks, draining, System::nanoTime);
    }

    @Override
    public Future<?> start() {
        var options = new HttpServerOptions().setTracingPolicy(TracingPolicy.IGNORE);
        TlsOptions.serve(options, settings.tls());
        return vertx.createHttpServer(options)
                .requestHandler(this::route)
                .listen(settings.port(), settings.host())
                .onSuccess(listening -> server = listening);
    }

    /** The port listened on; 0 before the start. */
    public int port() {
        return server == null ? 0 : server.actualPort();
    }

    private void route(HttpServerRequest request) {
        var taker = request.method().equals(HttpMethod.POST) ? posts.get(request.path()) : null;
        if (taker != null) {
            taker.handle(request);
            return;
        }
        if (!request.method().equals(HttpMethod.GET) && !request.method().equals(HttpMethod.HEAD)) {
            request.response()
                    .setStatusCode(405)
                    .putHeader("Allow", "GET, HEAD")
                    .end();
            return;
        }
        switch (request.path()) {
            case "/health/live" -> answer(request, 200, new JsonObject().put("live", true));
            case "/health/ready" ->
                readiness.ask().onSuccess(found -> answer(request, found.getBoolean("ready") ? 200 : 503, found));
            case "/metrics" -> metrics(request);
            default -> answer(request, 404, new JsonObject().put("error", "no such page"));
        }
    }

    private static void answer(HttpServerRequest request, int status, JsonObject body) {
        request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .putHeader("Cache-Control", "no-store")
                .end(body.toBuffer());
    }

    /** Collected on a worker thread, since some meters look at the whole JVM. */
    private void metrics(HttpServerRequest request) {
        overview.look()
                .onSuccess(gauges::take)
                .compose(looked -> vertx.executeBlocking(this::scrape))
                .onSuccess(text -> request.response()
                        .putHeader("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
                        .end(text))
                .onFailure(failure -> request.response().setStatusCode(500).end());
    }

    private String scrape() {
        return registry instanceof PrometheusMeterRegistry prometheus ? prometheus.scrape() : "";
    }
}
