package io.driftline.bus;

/** Command: remove the dead letters with this id. */
public record DiscardDeadLetter(String id) {}
