package io.driftline.jobs;

import io.driftline.job.JobId;
import io.driftline.job.JobState;

/**
 * The answer to a submission.
 *
 * @param position how many queued jobs stand before it, plus 1; 0 once it is no longer queued
 */
public record Accepted(JobId job, JobState state, long position, Changes changes) {}
