package io.driftline.input;

/**
 * Two strains by the names that the user gives them.
 *
 * @param line one-based line of the table
 * @param subtype as it is given; empty if it is not
 */
public record PairRow(int line, String subtype, String a, String b) {}
