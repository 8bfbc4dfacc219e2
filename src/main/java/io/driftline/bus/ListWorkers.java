package io.driftline.bus;

import io.driftline.bus.news.WorkersAnnounced;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Command: tell how each worker was last seen. */
public record ListWorkers() {
    /** Every worker of the configuration, in its order, then those that have announced themselves. */
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
     * @param announced how it announced itself; absent of one that is only listed
     */
    public record Worker(
            String address,
            @Nullable JsonObject models,
            @Nullable JsonObject load,
            WorkersAnnounced.@Nullable Announced announced) {
        public boolean reachable() {
            return models != null;
        }

        /** Whether it ends what it has and takes nothing more. */
        public boolean leaving() {
            return announced != null && announced.leaving();
        }
    }
}
