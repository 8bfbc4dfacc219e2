package io.driftline.bus;

import io.driftline.bus.news.WorkerModels;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** What each worker that answers serves, as {@link WorkerModels}. */
public record WorkersLooked(List<JsonObject> models) {
    public WorkersLooked {
        models = List.copyOf(models);
    }
}
