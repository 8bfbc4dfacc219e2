package io.driftline.job;

import io.driftline.identity.UserId;
import org.jspecify.annotations.Nullable;

/**
 * A job that a user asks for, its form already checked.
 *
 * @param modelName name in the model repository
 * @param idempotencyKey the client's own name for this submission, if it gave one
 * @param repeated the job of the same user whose stored input it is to have too, if it repeats one
 */
public record Submission(
        UserId user,
        long modelId,
        String modelName,
        String modelVersion,
        String encodingId,
        Mode mode,
        PackedInput input,
        @Nullable String idempotencyKey,
        @Nullable JobId repeated) {
    /** One with an input of its own. */
    public Submission(
            UserId user,
            long modelId,
            String modelName,
            String modelVersion,
            String encodingId,
            Mode mode,
            PackedInput input,
            @Nullable String idempotencyKey) {
        this(user, modelId, modelName, modelVersion, encodingId, mode, input, idempotencyKey, null);
    }
}
