package io.driftline.operations;

import io.driftline.problem.NotReadyException;
import io.driftline.problem.ServiceException;
import io.driftline.words.Language;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** The parts that the gateway stands on, each asked for what it tells of itself, with a limit of time. */
final class Dependencies {
    static final Duration TIMEOUT = Duration.ofSeconds(2);

    private static final String FAULT = "fault";

    private final Map<String, Supplier<Future<JsonObject>>> parts;
    private final LongSupplier nanoTime;

    /** @param parts by the name that an operator knows */
    Dependencies(Map<String, Supplier<Future<JsonObject>>> parts, LongSupplier nanoTime) {
        this.parts = Map.copyOf(parts);
        this.nanoTime = nanoTime;
    }

    /** Asks all at once; by name, in alphabetical order. Never fails. */
    Future<Map<String, DependencyState>> ask() {
        Map<String, DependencyState> found = Collections.synchronizedMap(new TreeMap<>());
        List<Future<?>> asked = new ArrayList<>();
        parts.forEach((name, part) -> asked.add(ask(part).onSuccess(state -> found.put(name, state))));
        return Future.join(asked).map(ignored -> found);
    }

    private Future<DependencyState> ask(Supplier<Future<JsonObject>> part) {
        long began = nanoTime.getAsLong();
        return Future.succeededFuture()
                .compose(ignored -> part.get())
                .timeout(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                .map(facts -> answered(facts, since(began)))
                .otherwise(failure -> new DependencyState(false, since(began), reason(failure), new JsonObject()));
    }

    /** A part may answer and tell of a fault of its own all the same. */
    private static DependencyState answered(JsonObject facts, Duration latency) {
        var fault = facts.getString(FAULT);
        facts.remove(FAULT);
        return new DependencyState(fault == null, latency, fault, facts);
    }

    private Duration since(long began) {
        return Duration.ofNanos(nanoTime.getAsLong() - began);
    }

    /** Short, and without what a driver may add: this page is for operators, but may end in a ticket. */
    static String reason(Throwable failure) {
        if (failure instanceof NotReadyException told && told.getMessage() != null) {
            return told.getMessage();
        }
        if (failure instanceof ServiceException refused) {
            return Language.ENGLISH.title(refused.type().path());
        }
        return failure instanceof TimeoutException
                ? "no answer within " + TIMEOUT.toSeconds() + " s"
                : failure.getClass().getSimpleName();
    }
}
