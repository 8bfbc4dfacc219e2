package io.driftline.job;

import java.util.Locale;

/** Which pairs a job compares. */
public enum Mode {
    /** Exactly two strains with each other. */
    PAIR,
    /** Each record with each reference of its subtype. */
    QUERY,
    /** Each record with each later one of its subtype. */
    ALL,
    /** The pairs that the user names. */
    LIST;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The mode of that label. @throws IllegalArgumentException if there is none */
    public static Mode of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
