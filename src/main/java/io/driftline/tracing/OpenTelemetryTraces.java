package io.driftline.tracing;

import io.driftline.config.Operations;
import io.driftline.config.StartException;
import io.driftline.config.Version;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException;
import io.vertx.core.spi.VertxTracerFactory;
import io.vertx.tracing.opentelemetry.OpenTelemetryTracingFactory;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Traces that go to a collector by OTLP over HTTP. What the settings do not say the standard {@code OTEL_…} variables do, and win.
 * Spans wait in a queue that is bounded; beyond it they are dropped, and nobody waits for a collector.
 */
final class OpenTelemetryTraces implements Traces {
    static final AttributeKey<String> JOB = AttributeKey.stringKey("driftline.job.id");
    static final AttributeKey<Long> ATTEMPT = AttributeKey.longKey("driftline.job.attempt");
    static final AttributeKey<String> STAGE = AttributeKey.stringKey("driftline.job.stage");
    static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");
    static final AttributeKey<String> FAILURE = AttributeKey.stringKey("error.type");

    private static final String HEADER = "traceparent";
    private static final Duration FLUSH = Duration.ofSeconds(2);
    private static final W3CTraceContextPropagator W3C = W3CTraceContextPropagator.getInstance();
    private static final Map<Step.Kind, SpanKind> KINDS = Map.of(
            Step.Kind.INTERNAL, SpanKind.INTERNAL,
            Step.Kind.CLIENT, SpanKind.CLIENT,
            Step.Kind.PRODUCER, SpanKind.PRODUCER,
            Step.Kind.CONSUMER, SpanKind.CONSUMER);

    private final OpenTelemetrySdk sdk;
    private final Tracer tracer;

    private OpenTelemetryTraces(OpenTelemetrySdk sdk) {
        this.sdk = sdk;
        this.tracer = sdk.getTracer("io.driftline", Version.current());
    }

    /** @param api the path below which requests are traced */
    static OpenTelemetryTraces exporting(Operations.Tracing settings, String api) {
        ExporterLog.open();
        try {
            return new OpenTelemetryTraces(AutoConfiguredOpenTelemetrySdk.builder()
                    .disableShutdownHook()
                    .addPropertiesSupplier(() -> defaults(settings))
                    .addSamplerCustomizer((sampler, variables) -> new ApiSampler(sampler, api))
                    .addSpanExporterCustomizer((exporter, variables) -> new DiscreetExporter(exporter))
                    .build()
                    .getOpenTelemetrySdk());
        } catch (ConfigurationException | IllegalStateException refused) {
            throw new StartException(
                    "Tracing (operations.tracing) cannot begin: " + refused.getMessage()
                            + "; look at the OTEL_… variables in the environment. Spans go by OTLP over HTTP alone.",
                    refused);
        }
    }

    private static Map<String, String> defaults(Operations.Tracing settings) {
        Map<String, String> defaults = new HashMap<>(Map.of(
                "otel.service.name", "driftline-gateway",
                "otel.resource.attributes", "service.version=" + Version.current(),
                "otel.exporter.otlp.protocol", "http/protobuf",
                "otel.propagators", "tracecontext",
                "otel.metrics.exporter", "none",
                "otel.logs.exporter", "none"));
        if (settings.endpoint() != null) {
            defaults.put("otel.exporter.otlp.endpoint", settings.endpoint());
        }
        return defaults;
    }

    @Override
    public VertxTracerFactory requests() {
        return new OpenTelemetryTracingFactory(sdk);
    }

    @Override
    public @Nullable String here() {
        return context(io.opentelemetry.api.trace.Span.current());
    }

    @Override
    public void route(String route) {
        io.opentelemetry.api.trace.Span.current().setAttribute(ROUTE, route);
    }

    @Override
    public Span begin(Step step, @Nullable String parent, Subject subject) {
        if (parent == null) {
            return Span.NONE;
        }
        var above = W3C.extract(Context.root(), parent, ParentGetter.INSTANCE);
        if (io.opentelemetry.api.trace.Span.fromContextOrNull(above) == null) {
            return Span.NONE;
        }
        var builder = tracer.spanBuilder(step.name())
                .setSpanKind(KINDS.get(step.kind()))
                .setParent(above);
        step.attributes().forEach(builder::setAttribute);
        if (subject.job() != null) {
            builder.setAttribute(JOB, subject.job().value()).setAttribute(ATTEMPT, (long) subject.attempt());
        }
        if (subject.stage() != null) {
            builder.setAttribute(STAGE, subject.stage().label());
        }
        return new Begun(builder.startSpan());
    }

    @Override
    public void close() {
        sdk.shutdown().join(FLUSH.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static @Nullable String context(io.opentelemetry.api.trace.Span span) {
        if (!span.getSpanContext().isValid()) {
            return null;
        }
        Map<String, String> headers = new HashMap<>();
        W3C.inject(Context.root().with(span), headers, (into, name, value) -> {
            if (into != null) {
                into.put(name, value);
            }
        });
        return headers.get(HEADER);
    }

    private record Begun(io.opentelemetry.api.trace.Span span) implements Span {
        @Override
        public @Nullable String context() {
            return OpenTelemetryTraces.context(span);
        }

        @Override
        public void end(@Nullable Throwable failure) {
            if (failure != null) {
                span.setStatus(StatusCode.ERROR)
                        .setAttribute(FAILURE, failure.getClass().getName());
            }
            span.end();
        }
    }

    /** A context that stands alone, without the headers around it. */
    private enum ParentGetter implements TextMapGetter<String> {
        INSTANCE;

        @Override
        @SuppressWarnings("deprecation") // but without a body in the interface
        public Iterable<String> keys(String parent) {
            return List.of(HEADER);
        }

        @Override
        public @Nullable String get(@Nullable String parent, String name) {
            return HEADER.equals(name) ? parent : null;
        }
    }
}
