package io.driftline.operations;

import io.driftline.bus.ListWorkers;
import io.driftline.catalog.ModelUse;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The overview as gauges. Labels are states, roles, and the names of dependencies, workers and models, so their number is
 * that of the configuration; what could not be found out is not shown, rather than shown as it was. What comes from the
 * database is the same on every gateway: take the maximum, not the sum.
 */
final class OverviewMetrics {
    private static final double NANOS = 1e9;
    private static final double MILLIS = 1e3;

    private final MeterRegistry registry;
    private final Map<String, MultiGauge> gauges = new HashMap<>();

    OverviewMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void take(Overview overview) {
        var work = overview.workload();
        show("driftline.jobs.open", "", work.stream().flatMap(each -> labelled("state", each.open())));
        show("driftline.queue.users", "", work.stream().map(each -> plain(each.waitingUsers())));
        show("driftline.queue.oldest", "seconds", work.stream().map(each -> plain(oldest(overview, each))));
        show("driftline.users", "", work.stream().flatMap(each -> each.users().entrySet().stream()
                .map(users -> row("role", users.getKey().name().toLowerCase(Locale.ROOT), users.getValue()))));
        dependencies(overview.dependencies());
        workers(overview.workers());
        models(overview.use());
    }

    private static long oldest(Overview overview, Workload work) {
        return work.oldestWaiting()
                .map(since -> Math.max(0, Duration.between(since, overview.at()).toSeconds()))
                .orElse(0L);
    }

    private void dependencies(Map<String, DependencyState> states) {
        var all = List.copyOf(states.entrySet());
        show(
                "driftline.dependency.up",
                "",
                all.stream()
                        .map(each ->
                                row("dependency", each.getKey(), each.getValue().up() ? 1 : 0)));
        show(
                "driftline.dependency.latency",
                "seconds",
                all.stream()
                        .map(each -> row(
                                "dependency",
                                each.getKey(),
                                each.getValue().latency().toNanos() / NANOS)));
        show(
                "driftline.broker.messages",
                "",
                Stream.concat(
                        fact(states, "broker", "statusMessages").map(count -> row("queue", "status", count)),
                        fact(states, "broker", "deadLetters").map(count -> row("queue", "dead-letters", count))));
        show(
                "driftline.status.oldest",
                "seconds",
                fact(states, "broker", "oldestSeconds").map(OverviewMetrics::plain));
        show(
                "driftline.redis.memory",
                "bytes",
                fact(states, "redis", "memoryBytes").map(OverviewMetrics::plain));
        show(
                "driftline.clock.skew",
                "seconds",
                fact(states, "database", "clockSkewMillis").map(millis -> plain(millis.doubleValue() / MILLIS)));
        show("driftline.redis.keys", "", fact(states, "redis", "keys").map(OverviewMetrics::plain));
    }

    private static Stream<Number> fact(Map<String, DependencyState> states, String part, String name) {
        return Stream.ofNullable(states.get(part))
                .map(state -> state.facts().getNumber(name))
                .filter(Objects::nonNull);
    }

    private void workers(List<ListWorkers.Worker> workers) {
        long staying = workers.stream().filter(worker -> !worker.leaving()).count();
        show("driftline.workers.configured", "", Stream.of(plain(staying)));
        for (var name : List.of("running", "waiting", "slots", "room")) {
            show("driftline.workers." + name, "", loads(workers, name));
        }
        show("driftline.workers.memory", "bytes", loads(workers, "memoryBytes"));
    }

    private static Stream<MultiGauge.Row<Number>> loads(List<ListWorkers.Worker> workers, String name) {
        List<MultiGauge.Row<Number>> rows = new ArrayList<>();
        for (var worker : workers) {
            JsonObject load = worker.load();
            Number value = load == null ? null : load.getNumber(name);
            if (value != null) {
                rows.add(row("worker", worker.address(), value));
            }
        }
        return rows.stream();
    }

    private void models(List<ModelUse> use) {
        show("driftline.model.likes", "", use.stream().map(each -> row("model", each.repository(), each.likes())));
        show("driftline.model.views", "", use.stream().map(each -> row("model", each.repository(), each.views())));
    }

    private static Stream<MultiGauge.Row<Number>> labelled(String label, Map<String, Long> counts) {
        return counts.entrySet().stream()
                .map(count -> row(label, count.getKey().toLowerCase(Locale.ROOT), count.getValue()));
    }

    private static MultiGauge.Row<Number> row(String label, String value, Number number) {
        return MultiGauge.Row.of(Tags.of(label, value), number);
    }

    private static MultiGauge.Row<Number> plain(Number number) {
        return MultiGauge.Row.of(Tags.empty(), number);
    }

    private void show(String name, String unit, Stream<MultiGauge.Row<Number>> rows) {
        gauges.computeIfAbsent(name, fresh -> {
                    var gauge = MultiGauge.builder(fresh);
                    return (unit.isEmpty() ? gauge : gauge.baseUnit(unit)).register(registry);
                })
                .register(rows.toList(), true);
    }
}
