package io.driftline.bus;

import io.driftline.job.JobId;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * Command: fetch the result of this attempt and hold it against what its worker announced.
 *
 * @param sha256 lower-case hexadecimal digest of the unpacked JSON
 * @param bytes its size unpacked
 * @param summary its short form, as announced
 */
public record CollectResult(JobId job, int attempt, String sha256, long bytes, JsonObject summary) {
    /**
     * What was found under a result's key.
     *
     * @param gzipJson the compressed JSON of the result; absent if there is none
     * @param reason why the attempt is lost: it is gone, or not what was announced; empty otherwise
     * @param problem why the job fails: it is what its worker announced, and breaks the contract
     */
    public record Collected(@Nullable Buffer gzipJson, String reason, @Nullable JsonObject problem) {
        public static Collected found(Buffer gzipJson) {
            return new Collected(gzipJson, "", null);
        }

        public static Collected lost(String reason) {
            return new Collected(null, reason, null);
        }

        public static Collected malformed(JsonObject problem) {
            return new Collected(null, "", problem);
        }
    }
}
