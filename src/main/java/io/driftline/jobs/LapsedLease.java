package io.driftline.jobs;

import io.driftline.job.JobId;

/** An attempt that has been silent for longer than its lease. */
public record LapsedLease(JobId job, int attempt, String worker) {}
