package io.driftline.tracing;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.trace.data.DelegatingSpanData;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * A span without what its makers may have taken over from a request: addresses with their queries, methods that are none, words
 * of failures, the state that a client sent along.
 */
final class DiscreetSpan extends DelegatingSpanData {
    private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT");
    private static final String OTHER_METHOD = "_OTHER";

    private static final Set<String> NUMBERS = Set.of("http.response.status_code", "server.port");

    /** Values of ours, of fixed lists, or counted. */
    private static final Set<String> TOLD = Set.of(
            "driftline.job.id",
            "driftline.job.attempt",
            "driftline.job.stage",
            "error.type",
            "http.route",
            "messaging.destination.name",
            "messaging.operation.name",
            "messaging.operation.type",
            "messaging.system",
            "server.address",
            "url.template");

    private final Attributes attributes;

    private DiscreetSpan(SpanData span) {
        super(span);
        attributes = told(span.getAttributes());
    }

    static DiscreetSpan of(SpanData span) {
        return new DiscreetSpan(span);
    }

    private static Attributes told(Attributes all) {
        var told = Attributes.builder();
        all.forEach((key, value) -> {
            if (key.equals(METHOD)) {
                told.put(METHOD, METHODS.contains(value) ? value.toString() : OTHER_METHOD);
            } else if (NUMBERS.contains(key.getKey())) {
                told.put(key.getKey(), Long.parseLong(value.toString()));
            } else if (TOLD.contains(key.getKey())) {
                keep(told, key, value);
            }
        });
        return told.build();
    }

    @SuppressWarnings("unchecked")
    private static <T> void keep(
            io.opentelemetry.api.common.AttributesBuilder told, AttributeKey<T> key, Object value) {
        told.put(key, (T) value);
    }

    @Override
    public Attributes getAttributes() {
        return attributes;
    }

    @Override
    public int getTotalAttributeCount() {
        return attributes.size();
    }

    /** A request's is its method and route; those of all others are ours. */
    @Override
    public String getName() {
        if (getKind() != SpanKind.SERVER) {
            return super.getName();
        }
        var method = Objects.requireNonNullElse(attributes.get(METHOD), OTHER_METHOD);
        var route = attributes.get(OpenTelemetryTraces.ROUTE);
        var shown = method.equals(OTHER_METHOD) ? "HTTP" : method;
        return route == null ? shown : shown + " " + route;
    }

    @Override
    public StatusData getStatus() {
        return StatusData.create(super.getStatus().getStatusCode(), "");
    }

    @Override
    public List<EventData> getEvents() {
        return List.of();
    }

    @Override
    public int getTotalRecordedEvents() {
        return 0;
    }

    @Override
    public List<LinkData> getLinks() {
        return List.of();
    }

    @Override
    public int getTotalRecordedLinks() {
        return 0;
    }

    @Override
    public SpanContext getSpanContext() {
        return stateless(super.getSpanContext());
    }

    @Override
    public SpanContext getParentSpanContext() {
        return stateless(super.getParentSpanContext());
    }

    private static SpanContext stateless(SpanContext context) {
        return context.isRemote()
                ? SpanContext.createFromRemoteParent(
                        context.getTraceId(), context.getSpanId(), context.getTraceFlags(), TraceState.getDefault())
                : SpanContext.create(
                        context.getTraceId(), context.getSpanId(), context.getTraceFlags(), TraceState.getDefault());
    }
}
