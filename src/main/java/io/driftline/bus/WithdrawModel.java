package io.driftline.bus;

/** Command: have every worker that answers let go of a version's files. */
public record WithdrawModel(String name, String version) {}
