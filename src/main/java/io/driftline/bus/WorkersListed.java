package io.driftline.bus;

import java.util.List;

/** Every worker of the configuration, in its order. */
public record WorkersListed(List<WorkerState> workers) {
    public WorkersListed {
        workers = List.copyOf(workers);
    }
}
