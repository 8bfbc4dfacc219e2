package io.driftline.bus;

import io.vertx.core.json.JsonObject;

/** The worker's verdict, as it gave it. */
public record SequencesChecked(JsonObject verdict) {}
