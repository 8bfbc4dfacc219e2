package io.driftline.bus.news;

import io.driftline.job.JobId;
import java.util.List;

/** A worker that is about to be replaced works these attempts no more. */
public record AttemptsGivenBack(String worker, List<Attempt> attempts) {
    public AttemptsGivenBack {
        attempts = List.copyOf(attempts);
    }

    /**
     * One of them.
     *
     * @param hung whether its own computation hangs, rather than another's
     */
    public record Attempt(JobId job, int number, boolean hung) {}
}
