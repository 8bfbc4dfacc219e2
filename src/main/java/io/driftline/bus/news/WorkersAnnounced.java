package io.driftline.bus.news;

import io.vertx.core.json.JsonObject;
import java.util.List;

/** Which workers have announced themselves and are not gone: all of them, whenever that changes. */
public record WorkersAnnounced(List<Announced> workers) {
    public WorkersAnnounced {
        workers = List.copyOf(workers);
    }

    /**
     * One of them.
     *
     * @param leaving it ends what it has, and takes nothing more
     * @param said {@code id}, {@code version}, {@code slots} and {@code models} with name and version
     */
    public record Announced(String address, boolean leaving, JsonObject said) {}
}
