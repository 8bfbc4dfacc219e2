package io.driftline.bus;

import io.driftline.identity.UserId;
import io.driftline.job.JobId;

/** Command: stage the committed sequences of this job under the key that its choice names. */
public record StageJob(JobId job, UserId user, String encodingId, long modelId) {
    /** The input lies under {@code key}, as a list of that many {@code items}. */
    public record Staged(String key, int items) {}
}
