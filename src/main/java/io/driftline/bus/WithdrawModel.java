package io.driftline.bus;

/** Command: have every worker that answers let go of a version's files. */
public record WithdrawModel(String name, String version) {
    /** Every worker that answers has let go of the version. */
    public record Withdrawn() {}
}
