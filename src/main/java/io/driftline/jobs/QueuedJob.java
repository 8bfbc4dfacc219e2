package io.driftline.jobs;

import io.driftline.identity.UserId;
import io.driftline.job.JobId;
import io.driftline.job.Mode;

/**
 * A job that waits for a worker, or, once claimed, one that this gateway is about to post.
 *
 * @param attempt the fence: how many claims it has had
 */
public record QueuedJob(
        JobId job,
        UserId user,
        long modelId,
        String modelName,
        String modelVersion,
        String encodingId,
        Mode mode,
        int attempt) {

    public QueuedJob claimed() {
        return new QueuedJob(job, user, modelId, modelName, modelVersion, encodingId, mode, attempt + 1);
    }
}
