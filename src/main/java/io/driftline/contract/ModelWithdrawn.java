package io.driftline.contract;

/** Every worker that answers has let go of the version. */
public record ModelWithdrawn() {}
