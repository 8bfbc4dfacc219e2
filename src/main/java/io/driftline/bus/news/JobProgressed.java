package io.driftline.bus.news;

import io.driftline.job.JobId;

/** How far the attempt that holds this job has come: percent of the stage predicting. */
public record JobProgressed(JobId job, int attempt, double percent) {}
