package io.driftline.jobs;

import io.driftline.job.QueuedJob;
import io.vertx.core.buffer.Buffer;

/**
 * A job that a worker has, or had last.
 *
 * @param worker its address; empty if nobody has it
 * @param input as it is stored
 */
public record HeldJob(QueuedJob job, String worker, Buffer input) {}
