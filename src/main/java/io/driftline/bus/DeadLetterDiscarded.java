package io.driftline.bus;

/** How many were removed; the same message may have come more than once. */
public record DeadLetterDiscarded(int count) {}
