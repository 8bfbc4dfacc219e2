package io.driftline.contract;

/** The sequences lie under {@code key}, as a list of {@code records}. */
public record JobStaged(String key, int records) {}
