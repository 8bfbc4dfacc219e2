package io.driftline.failpoints;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A boundary at which a test may stop this process: nothing at all, unless {@code driftline.test} is {@code true} and
 * {@code driftline.failpoints} names it, as in {@code CLAIMED_NOT_STAGED:halt@3,COMMITTED_NOT_TOLD:pause} (the third time,
 * the first time). The names and what they mean stand in {@code docs/guarantees.md}.
 */
public final class FailPoint {
    private static final Duration PAUSE = Duration.ofSeconds(20);
    private static final int KILLED = 137;
    private static final @Nullable Map<String, FailPoint> ARMED =
            Boolean.getBoolean("driftline.test") ? parse(System.getProperty("driftline.failpoints", "")) : null;

    private final Action action;
    private final int at;
    private final AtomicInteger hits = new AtomicInteger();

    private enum Action {
        HALT,
        PAUSE,
        THROW
    }

    private FailPoint(Action action, int at) {
        this.action = action;
        this.at = at;
    }

    /** Where nothing can wait: a pause does nothing here. */
    public static void hit(String name) {
        if (ARMED != null && isDue(name) == Action.THROW) {
            throw new IllegalStateException("fail point " + name);
        }
    }

    /** Passes {@code value} on, after the pause if there is one. */
    public static <T> Future<T> hit(String name, T value) {
        return ARMED == null ? Future.succeededFuture(value) : act(isDue(name), name, value);
    }

    private static <T> Future<T> act(@Nullable Action action, String name, T value) {
        if (action == Action.THROW) {
            return Future.failedFuture(new IllegalStateException("fail point " + name));
        }
        if (action != Action.PAUSE) {
            return Future.succeededFuture(value);
        }
        var over = CompletableFuture.supplyAsync(
                () -> value, CompletableFuture.delayedExecutor(PAUSE.toSeconds(), TimeUnit.SECONDS));
        var context = Vertx.currentContext();
        return context == null ? Future.fromCompletionStage(over) : Future.fromCompletionStage(over, context);
    }

    private static @Nullable Action isDue(String name) {
        var point = ARMED == null ? null : ARMED.get(name);
        if (point == null || point.hits.incrementAndGet() != point.at) {
            return null;
        }
        System.err.println("fail point " + name + ": " + point.action);
        if (point.action == Action.HALT) {
            Runtime.getRuntime().halt(KILLED);
        }
        return point.action;
    }

    private static Map<String, FailPoint> parse(String points) {
        Map<String, FailPoint> armed = new HashMap<>();
        for (String point : points.split(",", -1)) {
            if (!point.isBlank()) {
                String[] parts = point.strip().split("[:@]", 3);
                int at = parts.length == 3 ? Integer.parseInt(parts[2]) : 1;
                armed.put(parts[0], new FailPoint(Action.valueOf(parts[1].toUpperCase(Locale.ROOT)), at));
            }
        }
        return armed;
    }
}
