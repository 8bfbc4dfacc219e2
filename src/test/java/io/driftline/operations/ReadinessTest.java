package io.driftline.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ReadinessTest {
    private final AtomicBoolean draining = new AtomicBoolean();
    private final AtomicLong now = new AtomicLong();

    @Test
    void namesTheDependencyThatIsMissing() {
        JsonObject found = ask(readiness(Map.of(
                "database",
                Future::succeededFuture,
                "broker",
                () -> Future.failedFuture(new IllegalStateException()))));

        assertThat(found.getBoolean("ready")).isFalse();
        assertThat(state(found, "database").getBoolean("up")).isTrue();
        assertThat(state(found, "broker").getBoolean("up")).isFalse();
        assertThat(state(found, "broker").getString("reason")).isEqualTo("IllegalStateException");
    }

    @Test
    void aCheckThatThrowsIsMissingToo() {
        JsonObject found = ask(readiness(Map.of("redis", () -> {
            throw new IllegalStateException();
        })));

        assertThat(state(found, "redis").getBoolean("up")).isFalse();
    }

    @Test
    void isNotReadyWhileDraining() {
        Readiness readiness = readiness(Map.of("database", Future::succeededFuture));
        assertThat(ask(readiness).getBoolean("ready")).isTrue();

        draining.set(true);

        assertThat(ask(readiness).getBoolean("ready")).isFalse();
        assertThat(ask(readiness).getBoolean("draining")).isTrue();
    }

    @Test
    void asksADependencyOnceInASecond() {
        AtomicInteger asked = new AtomicInteger();
        Readiness readiness = readiness(Map.of("database", () -> {
            asked.incrementAndGet();
            return Future.succeededFuture();
        }));

        ask(readiness);
        ask(readiness);
        assertThat(asked).hasValue(1);

        now.addAndGet(Readiness.FRESH.toNanos() + 1);
        ask(readiness);
        assertThat(asked).hasValue(2);
    }

    @Test
    void whoAsksWhileADependencyTakesItsTimeWaitsForTheSameAnswer() {
        AtomicInteger asked = new AtomicInteger();
        Promise<Void> late = Promise.promise();
        Readiness readiness = readiness(Map.of("database", () -> {
            asked.incrementAndGet();
            return late.future();
        }));

        var first = readiness.ask();
        now.addAndGet(Readiness.FRESH.toNanos() + 1);
        var second = readiness.ask();
        assertThat(asked).hasValue(1);
        late.complete();

        assertThat(List.of(first, second)).allMatch(each -> each.result().getBoolean("ready"));
    }

    private Readiness readiness(Map<String, Supplier<Future<Void>>> checks) {
        return new Readiness(checks, draining::get, now::get);
    }

    private static JsonObject ask(Readiness readiness) {
        return readiness.ask().result();
    }

    private static JsonObject state(JsonObject found, String name) {
        return found.getJsonObject("dependencies").getJsonObject(name);
    }
}
