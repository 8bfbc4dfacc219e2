package io.driftline.bus;

/** Every worker that answers has let go of the version. */
public record ModelWithdrawn() {}
