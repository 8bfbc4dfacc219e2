package io.driftline.jobs;

import io.driftline.domain.JobId;
import io.driftline.domain.UserId;
import java.util.List;
import java.util.Set;

/**
 * What became of a batch of reports.
 *
 * @param unknown jobs that never were, as far as is known
 * @param dropped how many reports came late, twice, from an attempt that was given up, or for a
 *     job that was deleted
 */
public record Applied(Changes changes, List<Progress> progress, Set<JobId> unknown, int dropped) {
    public Applied {
        progress = List.copyOf(progress);
        unknown = Set.copyOf(unknown);
    }

    /** The latest progress of a job that is still running, and whom to tell. */
    public record Progress(UserId user, Tick tick) {}
}
