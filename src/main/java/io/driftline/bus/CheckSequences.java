package io.driftline.bus;

import io.vertx.core.json.JsonObject;

/** Command: ask a worker for the verdict of checking; the JSON of its {@code POST /checks}. */
public record CheckSequences(JsonObject request) {
    /** The worker's verdict, as it gave it. */
    public record Checked(JsonObject verdict) {}
}
