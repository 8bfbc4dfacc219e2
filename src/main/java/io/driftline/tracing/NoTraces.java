package io.driftline.tracing;

import io.vertx.core.spi.VertxTracerFactory;
import org.jspecify.annotations.Nullable;

/** Tracing that is off. */
final class NoTraces implements Traces {
    static final Traces INSTANCE = new NoTraces();

    private NoTraces() {}

    @Override
    public @Nullable VertxTracerFactory requests() {
        return null;
    }

    @Override
    public @Nullable String here() {
        return null;
    }

    @Override
    public void route(String route) {}

    @Override
    public Span begin(Step step, @Nullable String parent, Subject subject) {
        return Span.NONE;
    }

    @Override
    public void close() {}

    static final class NoSpan implements Span {
        @Override
        public @Nullable String context() {
            return null;
        }

        @Override
        public void end(@Nullable Throwable failure) {}
    }
}
