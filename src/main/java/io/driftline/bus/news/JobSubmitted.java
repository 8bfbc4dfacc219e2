package io.driftline.bus.news;

import io.driftline.job.JobId;
import io.driftline.job.QueuedJob;
import org.jspecify.annotations.Nullable;

/**
 * A job was committed to the queue, by its user or because an attempt was given up.
 *
 * @param first the job itself, if it stood before all others when it was committed
 */
public record JobSubmitted(JobId job, @Nullable QueuedJob first) {
    public JobSubmitted(JobId job) {
        this(job, null);
    }
}
