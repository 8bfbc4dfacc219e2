package io.driftline.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;

class DiscreetExporterTest {
    private static final String TEXT = "MKTIIALSYILCLVFAQ";

    private final List<SpanData> told = new ArrayList<>();
    private final Tracer tracer = SdkTracerProvider.builder()
            .addSpanProcessor(SimpleSpanProcessor.create(new DiscreetExporter(new Collected())))
            .build()
            .get("test");

    private final class Collected implements SpanExporter {
        @Override
        public CompletableResultCode export(Collection<SpanData> spans) {
            told.addAll(spans);
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }

    @Test
    void letsNothingOutOfARequestThatItsSenderChose() {
        var sender = SpanContext.createFromRemoteParent(
                "0af7651916cd43dd8448eb211c80319c",
                "b7ad6b7169203331",
                TraceFlags.getSampled(),
                TraceState.builder().put("vendor", TEXT).build());

        tracer.spanBuilder(TEXT)
                .setSpanKind(SpanKind.SERVER)
                .setParent(Context.root().with(Span.wrap(sender)))
                .setAttribute("http.request.method", TEXT)
                .setAttribute("http.url", "http://host/api/v1/jobs?q=" + TEXT)
                .setAttribute("url.path", "/" + TEXT)
                .setAttribute("url.query", TEXT)
                .setAttribute("http.response.status_code", "422")
                .startSpan()
                .recordException(new IllegalStateException(TEXT))
                .setStatus(StatusCode.ERROR, TEXT)
                .end();

        var span = told.get(0);
        assertThat(span.getName()).isEqualTo("HTTP");
        assertThat(span.getTraceId()).isEqualTo(sender.getTraceId());
        assertThat(span.getParentSpanId()).isEqualTo(sender.getSpanId());
        assertThat(span.getAttributes().asMap().toString())
                .contains("_OTHER", "422")
                .doesNotContain(TEXT);
        assertThat(span.getEvents()).isEmpty();
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(span.getStatus().getDescription()).isEmpty();
        assertThat(span.getSpanContext().getTraceState().isEmpty()).isTrue();
        assertThat(span.getParentSpanContext().getTraceState().isEmpty()).isTrue();
    }

    @Test
    void callsARequestByItsMethodAndRoute() {
        tracer.spanBuilder("POST")
                .setSpanKind(SpanKind.SERVER)
                .setAttribute("http.request.method", "POST")
                .setAttribute("http.route", "/api/v1/jobs")
                .startSpan()
                .end();

        assertThat(told.get(0).getName()).isEqualTo("POST /api/v1/jobs");
    }

    @Test
    void keepsWhatTheFlowSays() {
        tracer.spanBuilder("dispatch")
                .setAttribute("driftline.job.id", "job")
                .setAttribute("driftline.job.attempt", 2)
                .setAttribute("server.port", "8090")
                .startSpan()
                .end();

        var span = told.get(0);
        assertThat(span.getName()).isEqualTo("dispatch");
        assertThat(span.getAttributes().asMap().toString()).contains("job", "2", "8090");
        assertThat(span.getAttributes().size()).isEqualTo(3);
    }
}
