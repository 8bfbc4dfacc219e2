package io.driftline.domain;

import java.util.Locale;

/** What a job compares. */
public enum Mode {
    /** Exactly two strains with each other. */
    PAIR;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The mode of that label. @throws IllegalArgumentException if there is none */
    public static Mode of(String label) {
        return valueOf(label.toUpperCase(Locale.ROOT));
    }
}
