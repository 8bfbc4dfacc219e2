package io.driftline.bus;

/** Command: tell how each worker was last seen. */
public record ListWorkers() {}
