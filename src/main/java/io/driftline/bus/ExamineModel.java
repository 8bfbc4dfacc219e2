package io.driftline.bus;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.core.streams.ReadStream;

/**
 * Command: have a worker examine a model version apart from those that it serves.
 *
 * @param archive the zip as it comes in, not yet flowing
 * @param bytes how long it is
 * @param context where the archive comes in; to be read there alone, for a stream that another thread resumes may stand still
 */
public record ExamineModel(ReadStream<Buffer> archive, long bytes, Context context) {
    /** The verdict as the worker gave it, and which worker keeps the version if it was accepted. */
    public record Examined(String worker, JsonObject verdict) {}
}
