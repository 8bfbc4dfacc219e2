package io.driftline.contract;

import io.driftline.domain.JobId;
import io.driftline.domain.JobState;
import io.driftline.domain.UserId;
import org.jspecify.annotations.Nullable;

/**
 * A job has reached its end, for ever.
 *
 * @param worker base address of the worker that held its last attempt, if one did
 */
public record JobEnded(
        JobId job,
        UserId user,
        String encodingId,
        long modelId,
        int attempt,
        JobState.End state,
        @Nullable String worker) {}
