package io.driftline.operations;

import io.driftline.bus.Addresses;
import io.driftline.job.JobState;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/** Counts what passes on the event bus: jobs queued and ended on this node, workers that answer, open sockets. */
public final class FlowMetricsVerticle extends VerticleBase {
    private final MeterRegistry registry;
    private final IntSupplier sockets;
    private final LongSupplier silences;
    private final Set<String> reachable = new HashSet<>();

    /** @param silences how often the database answered nothing */
    public FlowMetricsVerticle(MeterRegistry registry, IntSupplier sockets, LongSupplier silences) {
        this.registry = registry;
        this.sockets = sockets;
        this.silences = silences;
    }

    @Override
    public Future<?> start() {
        var bus = vertx.eventBus();
        var queued = registry.counter("driftline.jobs.queued");
        for (JobState.End end : JobState.End.values()) {
            registry.counter("driftline.jobs.ended", "state", label(end));
        }
        registry.gauge("driftline.sockets.open", sockets, IntSupplier::getAsInt);
        FunctionCounter.builder("driftline.database.silences", silences, LongSupplier::getAsLong)
                .register(registry);
        var workers = registry.gauge("driftline.workers.reachable", new AtomicInteger());
        Addresses.JOB_SUBMITTED.consume(bus, job -> queued.increment());
        Addresses.JOB_ENDED.consume(
                bus, ended -> registry.counter("driftline.jobs.ended", "state", label(ended.state()))
                        .increment());
        Addresses.RESULT_REFUSED.consume(
                bus, refused -> refused(refused.worker()).increment());
        Addresses.WORKER_STUCK.consume(bus, stuck -> stuck(stuck.worker()).increment());
        Addresses.WORKER_SEEN.consume(bus, seen -> {
            stuck(seen.worker());
            refused(seen.worker());
            if (seen.reachable()) {
                reachable.add(seen.worker());
            } else {
                reachable.remove(seen.worker());
            }
            workers.set(reachable.size());
        });
        return Future.succeededFuture();
    }

    /** There from the first look on, so that the first hung computation is an increase. */
    private Counter stuck(String worker) {
        return registry.counter("driftline.workers.stuck", "worker", worker);
    }

    private Counter refused(String worker) {
        return registry.counter("driftline.results.refused", "worker", worker);
    }

    private static String label(JobState.End end) {
        return end.name().toLowerCase(Locale.ROOT);
    }
}
