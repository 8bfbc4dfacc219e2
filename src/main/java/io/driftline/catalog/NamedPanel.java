package io.driftline.catalog;

import java.time.Instant;

/**
 * Reference strains that are kept under a name.
 *
 * @param shared made by an operator for everybody, else its owner's alone
 * @param strains how many they are
 */
public record NamedPanel(String id, String name, boolean shared, int strains, Instant createdAt) {
    /** What it holds, beside what it is called. */
    public record Kept(NamedPanel panel, String fasta) {}
}
