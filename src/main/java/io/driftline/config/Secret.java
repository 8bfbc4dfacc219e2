package io.driftline.config;

import com.fasterxml.jackson.annotation.JsonCreator;

/** A value that prints as stars; never logged, never answered. */
public record Secret(String value) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Secret {}

    public boolean isEmpty() {
        return value.isEmpty();
    }

    @Override
    public String toString() {
        return "***";
    }
}
