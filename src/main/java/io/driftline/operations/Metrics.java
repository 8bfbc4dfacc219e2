package io.driftline.operations;

import io.driftline.tracing.Traces;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.micrometer.Label;
import io.vertx.micrometer.MetricsDomain;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;
import io.vertx.micrometer.backends.BackendRegistries;
import java.util.Objects;

/** The one registry of meters, and a Vert.x that feeds it. */
public final class Metrics {
    private Metrics() {}

    /** A Vert.x whose HTTP servers, pools and JVM are measured, and whose requests are traced. */
    public static Vertx vertx(VertxOptions options, Traces traces) {
        // Labels only of values that we choose: a path, a method or an address may be anything a client sends.
        var measured = new MicrometerMetricsOptions()
                .setEnabled(true)
                .setJvmMetricsEnabled(true)
                .addDisabledMetricsCategory(MetricsDomain.EVENT_BUS)
                .setLabels(java.util.EnumSet.of(Label.HTTP_ROUTE, Label.HTTP_CODE, Label.POOL_TYPE, Label.POOL_NAME));
        var builder = Vertx.builder()
                .with(new VertxOptions(options).setMetricsOptions(measured))
                .withMetrics(new MicrometerMetricsFactory(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT)));
        var requests = traces.requests();
        return (requests == null ? builder : builder.withTracer(requests)).build();
    }

    /** The same where nothing is traced. */
    public static Vertx vertx(VertxOptions options) {
        return vertx(options, Traces.none());
    }

    /** The registry of the running service; without a measured Vert.x, as in a unit test, one that nobody reads. */
    public static MeterRegistry registry() {
        return Objects.requireNonNullElseGet(BackendRegistries.getDefaultNow(), SimpleMeterRegistry::new);
    }
}
