package io.driftline.contract;

/** Command: remove the dead letters with this id. */
public record DiscardDeadLetter(String id) {}
