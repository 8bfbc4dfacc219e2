package io.driftline.contract;

/** A worker was found with a computation that hangs. */
public record WorkerStuck(String worker) {}
