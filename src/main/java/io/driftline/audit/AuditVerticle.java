package io.driftline.audit;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores what the security log tells, so that no request waits for it, and lets go of what is older than that is kept. While
 * the database is away lines wait; beyond {@link #ROOM} they stand in the log alone, and a line there says how many.
 */
public final class AuditVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(AuditVerticle.class);
    private static final int ROOM = 10_000;
    private static final int AT_ONCE = 100;
    private static final int PRUNED_AT_ONCE = 1_000;
    private static final Duration EACH = Duration.ofMillis(200);
    private static final Duration PRUNE_EACH = Duration.ofMinutes(10);

    private final AuditTrail trail;
    private final Duration kept;
    private final Clock clock;
    private final BlockingQueue<JsonObject> waiting = new LinkedBlockingQueue<>(ROOM);
    private final AtomicLong left = new AtomicLong();
    private final Consumer<JsonObject> reader = this::take;
    private List<JsonObject> inHand = new ArrayList<>();
    private @Nullable Future<Void> storing;
    private boolean stopped;

    /** Keeps lines for so long. */
    public AuditVerticle(AuditTrail trail, Duration kept, Clock clock) {
        this.trail = trail;
        this.kept = kept;
        this.clock = clock;
    }

    @Override
    public Future<?> start() {
        SecurityLog.addReader(reader);
        schedule();
        prune();
        return Future.succeededFuture();
    }

    /** With what has been told until now stored, if the database takes it. */
    @Override
    public Future<?> stop() {
        stopped = true;
        SecurityLog.removeReader(reader);
        Future<Void> before = storing == null ? Future.succeededFuture() : storing;
        return before.transform(done -> storeAll());
    }

    private void take(JsonObject line) {
        if (SecurityEvent.isKept(line) && !waiting.offer(line)) {
            left.incrementAndGet();
        }
    }

    private void schedule() {
        vertx.setTimer(EACH.toMillis(), timer -> {
            if (!stopped) {
                storing = storeAll();
                storing.onComplete(done -> schedule());
            }
        });
    }

    /** What could not be stored stays in hand for the next time. */
    private Future<Void> storeAll() {
        long lost = left.getAndSet(0);
        if (lost > 0) {
            LOG.warn("{} lines of the security log were not kept in the database, which was away or too slow", lost);
        }
        waiting.drainTo(inHand, AT_ONCE - inHand.size());
        if (inHand.isEmpty()) {
            return Future.succeededFuture();
        }
        var batch = inHand;
        return trail.add(List.copyOf(batch))
                .onSuccess(stored -> inHand = new ArrayList<>())
                .onFailure(failure -> LOG.debug("lines of the security log not stored yet", failure))
                .transform(done -> done.succeeded() ? storeAll() : Future.succeededFuture());
    }

    private void prune() {
        trail.prune(clock.instant().minus(kept), PRUNED_AT_ONCE)
                .onFailure(failure -> LOG.warn("old lines of the audit log not removed: {}", failure.getMessage()))
                .onComplete(done -> {
                    boolean more = done.succeeded() && done.result() == PRUNED_AT_ONCE;
                    vertx.setTimer((more ? EACH : PRUNE_EACH).toMillis(), timer -> {
                        if (!stopped) {
                            prune();
                        }
                    });
                });
    }
}
