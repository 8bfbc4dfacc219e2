package io.driftline.jobs;

import io.driftline.domain.Mode;
import io.driftline.domain.UserId;
import org.jspecify.annotations.Nullable;

/**
 * A job that a user asks for, its form already checked.
 *
 * @param modelName name in the model repository
 * @param idempotencyKey the client's own name for this submission, if it gave one
 */
public record Submission(
        UserId user,
        long modelId,
        String modelName,
        String modelVersion,
        String encodingId,
        Mode mode,
        PackedInput input,
        @Nullable String idempotencyKey) {}
