package io.driftline.bus.news;

import io.vertx.core.json.JsonObject;

/** What a worker serves, as it answers {@code GET /models}. */
public record WorkerModels(JsonObject models) {}
