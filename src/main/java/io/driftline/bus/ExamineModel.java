package io.driftline.bus;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.core.streams.ReadStream;

/**
 * Command: have a worker examine a model version apart from those that it serves.
 *
 * @param archive the zip as it comes in, not yet flowing
 * @param bytes how long it is
 */
public record ExamineModel(ReadStream<Buffer> archive, long bytes) {
    /** The verdict as the worker gave it, and which worker keeps the version if it was accepted. */
    public record Examined(String worker, JsonObject verdict) {}
}
