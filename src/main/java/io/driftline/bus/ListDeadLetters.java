package io.driftline.bus;

/** Command: look at the oldest dead letters and leave them where they are. */
public record ListDeadLetters(int limit) {}
