package io.driftline.bus;

/** Command: look now at what each worker serves. */
public record LookAtWorkers() {}
