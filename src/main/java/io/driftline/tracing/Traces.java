package io.driftline.tracing;

import io.driftline.config.Config;
import io.vertx.core.Future;
import io.vertx.core.spi.VertxTracerFactory;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Spans of the flow, each below the one whose context came with the job or the message. A context is a W3C {@code traceparent};
 * what has none is not traced, and so nothing is where tracing is off.
 */
public interface Traces extends AutoCloseable {
    /** Nobody traces anything. */
    static Traces none() {
        return NoTraces.INSTANCE;
    }

    /** Those that the settings ask for; fails with a {@code StartException} where they cannot be had. */
    static Traces of(Config config) {
        var settings = config.operations().tracing();
        return settings.enabled()
                ? OpenTelemetryTraces.exporting(settings, config.server().path() + "/api/v1")
                : none();
    }

    /** What traces the requests of a Vert.x; none where nothing is traced. */
    @Nullable
    VertxTracerFactory requests();

    /** The context of the request that is being answered here. */
    @Nullable
    String here();

    /** Names the request that is being answered here, by a route of the contract. */
    void route(String route);

    /** Begins a span below {@code parent}. */
    Span begin(Step step, @Nullable String parent, Subject subject);

    /** Runs work that has a span of its own, whose context it is given. */
    default <T> Future<T> follow(
            Step step, @Nullable String parent, Subject subject, Function<@Nullable String, Future<T>> work) {
        var span = begin(step, parent, subject);
        return work.apply(span.context()).onComplete(done -> span.end(done.cause()));
    }

    /** Sends what waits, for some seconds at most. */
    @Override
    void close();

    /** What is under way. */
    interface Span {
        /** That of no trace. */
        Span NONE = new NoTraces.NoSpan();

        /** For what belongs below it. */
        @Nullable
        String context();

        /** Is over, by this failure if it has failed. */
        void end(@Nullable Throwable failure);
    }
}
