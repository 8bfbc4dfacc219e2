package io.driftline.wiring;

import io.driftline.config.Config;
import io.driftline.database.Door;
import io.driftline.operations.FlowMetricsVerticle;
import io.driftline.operations.Metrics;
import io.driftline.operations.OperationsVerticle;
import io.vertx.core.Future;
import java.util.Map;
import java.util.function.Supplier;

/** What is told of the service on its private port. */
public record Health(OperationsVerticle operations, FlowMetricsVerticle metrics) {

    public static Health of(Config config, Stores stores, Links links, Watch watch, PublicSide front) {
        var registry = Metrics.registry();
        var lines = front.lines();
        var probes = probes(stores, links, watch, front);
        return new Health(
                new OperationsVerticle(
                        config.operations(), registry, watch.overview(), probes, lines::draining, watch.posts()),
                new FlowMetricsVerticle(registry, lines::open, stores.database()::silences));
    }

    private static Map<String, Supplier<Future<Void>>> probes(
            Stores stores, Links links, Watch watch, PublicSide front) {
        return Map.of(
                "api", front.api()::probe,
                "catalogue", stores.catalog()::probe,
                "clock", stores.clock()::probe,
                "database", stores.database().by(Door.PROBES)::probe,
                "redis", links.redisState()::probe,
                "broker", links.source()::probe,
                "status", links.source()::moving,
                "worker", watch.workers()::probe);
    }
}
