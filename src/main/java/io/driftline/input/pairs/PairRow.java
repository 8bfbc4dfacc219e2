package io.driftline.input.pairs;

/**
 * Two strains by the names that the user gives them.
 *
 * @param line one-based line of the table
 * @param subtype as it is given; empty if it is not
 * @param columnA one-based column of the table that {@code a} stands in
 */
public record PairRow(int line, String subtype, String a, String b, int columnA, int columnB) {}
