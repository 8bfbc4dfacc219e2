package io.driftline.jobs;

import io.driftline.domain.JobId;
import io.driftline.domain.Mode;
import io.driftline.domain.UserId;

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

    QueuedJob claimed() {
        return new QueuedJob(job, user, modelId, modelName, modelVersion, encodingId, mode, attempt + 1);
    }
}
