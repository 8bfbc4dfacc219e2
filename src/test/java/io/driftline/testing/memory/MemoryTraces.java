package io.driftline.testing.memory;

import io.driftline.tracing.Step;
import io.driftline.tracing.Subject;
import io.driftline.tracing.Traces;
import io.vertx.core.spi.VertxTracerFactory;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Spans in memory, in the order in which they ended; a context is the trace's name and a number. */
public final class MemoryTraces implements Traces {
    public final List<Told> told = new CopyOnWriteArrayList<>();
    private final AtomicInteger last = new AtomicInteger();

    /** A span that has ended. */
    public record Told(
            String name, @Nullable String parent, String context, Subject subject, @Nullable Throwable failure) {}

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
        if (parent == null) {
            return Span.NONE;
        }
        var context = parent.replaceFirst("/.*", "") + "/" + last.incrementAndGet();
        return new Span() {
            @Override
            public String context() {
                return context;
            }

            @Override
            public void end(@Nullable Throwable failure) {
                told.add(new Told(step.name(), parent, context, subject, failure));
            }
        };
    }

    /** Those of this name. */
    public List<Told> of(String name) {
        return told.stream().filter(span -> span.name().equals(name)).toList();
    }

    @Override
    public void close() {}
}
