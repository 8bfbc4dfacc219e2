package io.driftline.job;

/** A sign of life of an attempt: percent of the stage predicting. */
public record ProgressReport(JobId job, int attempt, double progress) {}
