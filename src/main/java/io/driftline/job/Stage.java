package io.driftline.job;

import java.util.Locale;

/** The steps a job passes, in order. An event of a stage is told when that stage begins, except {@link #RESULT}. */
public enum Stage {
    QUEUED,
    CHECKING,
    ENCODING,
    PREDICTING,
    RESULT;

    /** The name in every message and answer, such as {@code checking}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The stage of that label. @throws IllegalArgumentException if there is none */
    public static Stage of(String label) {
        for (Stage stage : values()) {
            if (stage.label().equals(label)) {
                return stage;
            }
        }
        throw new IllegalArgumentException("unknown stage");
    }
}
