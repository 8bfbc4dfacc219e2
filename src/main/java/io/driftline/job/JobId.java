package io.driftline.job;

import io.driftline.identity.Ids;

/** Identifies a job; 26 letters of {@code a-z2-7}, made by the server. */
public record JobId(String value) {
    public JobId {
        Ids.require(value, "job");
    }

    public static JobId random() {
        return new JobId(Ids.random());
    }

    @Override
    public String toString() {
        return value;
    }
}
