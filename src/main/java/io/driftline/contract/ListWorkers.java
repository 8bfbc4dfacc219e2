package io.driftline.contract;

/** Command: tell how each worker was last seen. */
public record ListWorkers() {}
