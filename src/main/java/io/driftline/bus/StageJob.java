package io.driftline.bus;

import io.driftline.job.QueuedJob;

/** Command: stage the committed sequences of this job under the key that its choice names. */
public record StageJob(QueuedJob job) {
    /** The input lies under {@code key}, as a list of that many {@code items}. */
    public record Staged(String key, int items) {}
}
