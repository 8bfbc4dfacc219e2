package io.driftline.jobs;

import io.driftline.job.JobId;

/** A sign of life of an attempt: percent of the stage predicting. */
public record Tick(JobId job, int attempt, double progress) {}
