package io.driftline.bus.news;

import io.driftline.identity.UserId;
import io.driftline.job.JobId;
import io.driftline.job.JobState;
import io.driftline.job.LockedJob;
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
        @Nullable String worker) {

    /** Of a job as it stands after its end. */
    public static JobEnded of(LockedJob job) {
        return new JobEnded(
                job.id(),
                job.user(),
                job.encodingId(),
                job.modelId(),
                job.attempt(),
                (JobState.End) job.state(),
                job.worker());
    }
}
