package io.driftline.sequences;

/** Two records to compare, by their one-based numbers in the submission. */
public record RecordPair(int a, int b) {}
