package io.driftline.bus;

import io.driftline.job.JobId;

/** How far has this attempt come? Whoever asks has read which one holds the job, so that no other is answered for. */
public record AskProgress(JobId job, int attempt) {}
