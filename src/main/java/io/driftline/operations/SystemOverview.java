package io.driftline.operations;

import io.driftline.bus.Addresses;
import io.driftline.bus.ListWorkers;
import io.driftline.catalog.Catalog;
import io.vertx.core.Future;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at everything that an operator asks for, at once. Who asks within a second of another gets the same answer: however
 * many pages and scrapers ask, the servers behind notice one.
 */
public final class SystemOverview {
    private static final Logger LOG = LoggerFactory.getLogger(SystemOverview.class);
    private static final Duration FRESH = Duration.ofSeconds(1);

    private final Dependencies dependencies;
    private final MySqlWorkload workload;
    private final Catalog catalog;
    private final EventBus bus;
    private final Clock clock;
    private @Nullable Future<Overview> last;
    private Instant askedAt = Instant.MIN;

    /** @param parts what the gateway stands on, by the name that an operator knows; each tells of itself, or fails */
    public SystemOverview(
            Map<String, Supplier<Future<JsonObject>>> parts,
            MySqlWorkload workload,
            Catalog catalog,
            EventBus bus,
            Clock clock) {
        this.dependencies = new Dependencies(parts, System::nanoTime);
        this.workload = workload;
        this.catalog = catalog;
        this.bus = bus;
        this.clock = clock;
    }

    /** Never fails: what does not answer within two seconds is left out. From any event loop. */
    public synchronized Future<Overview> look() {
        var now = clock.instant();
        var known = last;
        if (known == null || now.isAfter(askedAt.plus(FRESH))) {
            askedAt = now;
            known = lookNow(now);
            last = known;
        }
        return known;
    }

    private Future<Overview> lookNow(Instant now) {
        var states = dependencies.ask();
        var workers = Addresses.LIST_WORKERS
                .request(bus, new ListWorkers(), Dependencies.TIMEOUT)
                .map(ListWorkers.Listed::workers)
                .recover(failure -> missing("workers", failure, List.of()));
        var work = inTime(workload.read())
                .map(Optional::of)
                .recover(failure -> missing("jobs", failure, Optional.empty()));
        var use = inTime(catalog.use(1)).recover(failure -> missing("models", failure, List.of()));
        return Future.all(states, workers, work, use)
                .map(all -> new Overview(now, states.result(), workers.result(), work.result(), use.result()));
    }

    private static <T> Future<T> inTime(Future<T> answer) {
        return answer.timeout(Dependencies.TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static <T> Future<T> missing(String what, Throwable failure, T instead) {
        LOG.warn("overview without {}: {}", what, failure.getMessage());
        return Future.succeededFuture(instead);
    }
}
