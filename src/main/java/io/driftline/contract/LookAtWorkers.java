package io.driftline.contract;

/** Command: look now at what each worker serves. */
public record LookAtWorkers() {}
