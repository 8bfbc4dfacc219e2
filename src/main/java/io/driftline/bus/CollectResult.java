package io.driftline.bus;

import io.driftline.job.JobId;
import io.vertx.core.json.JsonObject;

/**
 * Command: fetch the result of this attempt and hold it against what its worker announced.
 *
 * @param sha256 lower-case hexadecimal digest of the unpacked JSON
 * @param bytes its size unpacked
 * @param summary its short form, as announced
 */
public record CollectResult(JobId job, int attempt, String sha256, long bytes, JsonObject summary) {}
