package io.driftline.bus.news;

/** A worker was looked after: it answers, or it does not. */
public record WorkerSeen(String worker, boolean reachable) {}
