package io.driftline.bus;

import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Command: tell how each worker was last seen. */
public record ListWorkers() {
    /** Every worker of the configuration, in its order. */
    public record Listed(List<Worker> workers) {
        public Listed {
            workers = List.copyOf(workers);
        }
    }

    /**
     * How a worker was seen when it was last looked after, some seconds ago at most.
     *
     * @param address its base address
     * @param models as it answers {@code GET /models}; absent while it does not answer
     * @param load as it answers {@code GET /load}; absent while it does not answer
     */
    public record Worker(String address, @Nullable JsonObject models, @Nullable JsonObject load) {
        public boolean reachable() {
            return models != null;
        }
    }
}
