package io.driftline.contract;

/** A worker gave a result that breaks the contract. */
public record ResultRefused(String worker) {}
