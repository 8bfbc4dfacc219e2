package io.driftline.bus.news;

import io.driftline.job.JobId;

/** A job was committed to the queue, by its user or because an attempt was given up. */
public record JobSubmitted(JobId job) {}
