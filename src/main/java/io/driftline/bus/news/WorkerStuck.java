package io.driftline.bus.news;

/** A worker was found with a computation that hangs. */
public record WorkerStuck(String worker) {}
