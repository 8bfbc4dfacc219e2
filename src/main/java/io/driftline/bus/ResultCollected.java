package io.driftline.bus;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * What was found under a result's key.
 *
 * @param gzipJson the compressed JSON of the result; absent if there is none
 * @param reason why the attempt is lost: it is gone, or not what was announced; empty otherwise
 * @param problem why the job fails: it is what its worker announced, and breaks the contract
 */
public record ResultCollected(@Nullable Buffer gzipJson, String reason, @Nullable JsonObject problem) {
    public static ResultCollected found(Buffer gzipJson) {
        return new ResultCollected(gzipJson, "", null);
    }

    public static ResultCollected lost(String reason) {
        return new ResultCollected(null, reason, null);
    }

    public static ResultCollected malformed(JsonObject problem) {
        return new ResultCollected(null, "", problem);
    }
}
