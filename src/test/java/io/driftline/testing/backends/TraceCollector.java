package io.driftline.testing.backends;

import com.google.protobuf.InvalidProtocolBufferException;
import io.driftline.testing.Running;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** What OpenTelemetry's collector would be: takes spans by OTLP over HTTP and keeps them. */
public final class TraceCollector implements AutoCloseable {
    public final List<Buffer> bodies = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    /** A span that somebody sent. */
    public record Told(
            String service,
            String name,
            String kind,
            String trace,
            String id,
            String parent,
            Map<String, String> says) {}

    public TraceCollector(Vertx vertx) {
        server = Running.await(
                vertx.createHttpServer().requestHandler(this::take).listen(0, "127.0.0.1"));
    }

    public String address() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    private void take(HttpServerRequest request) {
        request.body().onSuccess(body -> {
            if (request.path().equals("/v1/traces")) {
                bodies.add(body);
                request.response().end();
            }
        });
    }

    public List<Told> spans() throws InvalidProtocolBufferException {
        List<Told> spans = new ArrayList<>();
        for (Buffer body : bodies) {
            for (ResourceSpans each :
                    ExportTraceServiceRequest.parseFrom(body.getBytes()).getResourceSpansList()) {
                var service = says(each.getResource().getAttributesList()).getOrDefault("service.name", "");
                each.getScopeSpansList()
                        .forEach(scope -> scope.getSpansList().forEach(span -> spans.add(told(service, span))));
            }
        }
        return spans;
    }

    private static Told told(String service, Span span) {
        var hex = HexFormat.of();
        return new Told(
                service,
                span.getName(),
                span.getKind().name().replace("SPAN_KIND_", ""),
                hex.formatHex(span.getTraceId().toByteArray()),
                hex.formatHex(span.getSpanId().toByteArray()),
                hex.formatHex(span.getParentSpanId().toByteArray()),
                says(span.getAttributesList()));
    }

    private static Map<String, String> says(List<KeyValue> attributes) {
        Map<String, String> says = new TreeMap<>();
        attributes.forEach(each -> says.put(
                each.getKey(),
                each.getValue().hasIntValue()
                        ? Long.toString(each.getValue().getIntValue())
                        : each.getValue().getStringValue()));
        return says;
    }

    @Override
    public void close() {
        Running.await(server.close());
    }
}
