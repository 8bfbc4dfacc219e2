package io.driftline.bus;

import org.jspecify.annotations.Nullable;

/**
 * What is known of how far an attempt has come.
 *
 * @param percent of the stage predicting; null if nothing is known
 */
public record ProgressKnown(@Nullable Double percent) {
    public static final ProgressKnown NOTHING = new ProgressKnown(null);
}
