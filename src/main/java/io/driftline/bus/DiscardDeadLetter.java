package io.driftline.bus;

/** Command: remove the dead letters with this id. */
public record DiscardDeadLetter(String id) {
    /** How many were removed; the same message may have come more than once. */
    public record Discarded(int count) {}
}
