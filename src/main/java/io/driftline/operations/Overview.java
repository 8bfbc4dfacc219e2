package io.driftline.operations;

import io.driftline.bus.ListWorkers;
import io.driftline.catalog.ModelUse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The installation at one moment, as this gateway sees it.
 *
 * @param dependencies database, Redis and broker by name
 * @param workload absent while the database does not answer
 * @param use likes and views of each model as they stand; empty while the database does not answer
 */
public record Overview(
        Instant at,
        Map<String, DependencyState> dependencies,
        List<ListWorkers.Worker> workers,
        Optional<Workload> workload,
        List<ModelUse> use) {
    public Overview {
        workers = List.copyOf(workers);
        use = List.copyOf(use);
    }
}
