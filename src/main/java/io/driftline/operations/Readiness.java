package io.driftline.operations;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether requests can be served, and what is missing if not.
 *
 * <p>An answer is good for a second: whoever asks more often cannot load the dependencies by asking. Who asks while they are
 * asked waits for the same answer, or whoever waits less long than they take would never have one. Runs on one event loop.
 */
final class Readiness {
    static final Duration FRESH = Duration.ofSeconds(1);

    private final Map<String, Supplier<Future<Void>>> checks;
    private final BooleanSupplier draining;
    private final LongSupplier nanoTime;
    private @Nullable Future<JsonObject> dependencies;
    private long askedAt;

    Readiness(Map<String, Supplier<Future<Void>>> checks, BooleanSupplier draining, LongSupplier nanoTime) {
        this.checks = new TreeMap<>(checks);
        this.draining = draining;
        this.nanoTime = nanoTime;
    }

    /** {@code {ready, draining, dependencies: {name: {up, reason?}}}}; never fails. */
    Future<JsonObject> ask() {
        return dependencies().map(this::verdict);
    }

    private JsonObject verdict(JsonObject dependencies) {
        boolean allUp = dependencies.stream().allMatch(entry -> ((JsonObject) entry.getValue()).getBoolean("up"));
        return new JsonObject()
                .put("ready", allUp && !draining.getAsBoolean())
                .put("draining", draining.getAsBoolean())
                .put("dependencies", dependencies);
    }

    private Future<JsonObject> dependencies() {
        long now = nanoTime.getAsLong();
        var asked = dependencies;
        if (asked == null || (asked.isComplete() && now - askedAt > FRESH.toNanos())) {
            askedAt = now;
            asked = check();
            dependencies = asked;
        }
        return asked;
    }

    private Future<JsonObject> check() {
        Map<String, Object> found = new TreeMap<>();
        List<Future<JsonObject>> asked = new ArrayList<>();
        checks.forEach((name, check) -> asked.add(state(check).onSuccess(state -> found.put(name, state))));
        return asked.isEmpty()
                ? Future.succeededFuture(new JsonObject())
                : Future.all(asked).map(ignored -> new JsonObject(found));
    }

    private static Future<JsonObject> state(Supplier<Future<Void>> check) {
        return Future.succeededFuture()
                .compose(ignored -> check.get())
                .timeout(Dependencies.TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                .map(ignored -> new JsonObject().put("up", true))
                .otherwise(failure -> new JsonObject().put("up", false).put("reason", Dependencies.reason(failure)));
    }
}
