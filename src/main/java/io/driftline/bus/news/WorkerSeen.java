package io.driftline.bus.news;

/** A worker was looked after: it answers and takes jobs, or it does not. */
public record WorkerSeen(String worker, boolean reachable) {}
