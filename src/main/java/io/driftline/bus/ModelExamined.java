package io.driftline.bus;

import io.vertx.core.json.JsonObject;

/** The verdict as the worker gave it, and which worker keeps the version if it was accepted. */
public record ModelExamined(String worker, JsonObject verdict) {}
