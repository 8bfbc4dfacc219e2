package io.driftline.tracing;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Leaves requests of the API to the sampler that was asked for, and drops all others: each view of the page makes dozens. */
final class ApiSampler implements Sampler {
    private static final AttributeKey<String> PATH = AttributeKey.stringKey("url.path");

    private final Sampler asked;
    private final String api;

    ApiSampler(Sampler asked, String api) {
        this.asked = asked;
        this.api = api + "/";
    }

    @Override
    public SamplingResult shouldSample(
            Context parent, String trace, String name, SpanKind kind, Attributes attributes, List<LinkData> links) {
        @Nullable String path = attributes.get(PATH);
        return kind == SpanKind.SERVER && (path == null || !path.startsWith(api))
                ? SamplingResult.drop()
                : asked.shouldSample(parent, trace, name, kind, attributes, links);
    }

    @Override
    public String getDescription() {
        return "below " + api + ": " + asked.getDescription();
    }
}
