package io.driftline.bus;

import io.driftline.bus.news.WorkerModels;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Command: look now at what each worker serves. */
public record LookAtWorkers() {
    /** What each worker that answers serves, as {@link WorkerModels}. */
    public record Looked(List<JsonObject> models) {
        public Looked {
            models = List.copyOf(models);
        }
    }
}
