package io.driftline.bus.news;

/** A worker gave a result that breaks the contract. */
public record ResultRefused(String worker) {}
