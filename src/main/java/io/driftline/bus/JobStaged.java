package io.driftline.bus;

/** The input lies under {@code key}, as a list of that many {@code items}. */
public record JobStaged(String key, int items) {}
