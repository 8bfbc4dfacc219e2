package io.driftline.jobs;

import io.driftline.job.Decision;
import io.driftline.job.JobId;
import io.driftline.job.LockedJob;
import io.driftline.jobs.events.UserEvent;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What became of a batch of reports.
 *
 * @param moved jobs that were moved and that the attempt that moved them still holds
 * @param unknown jobs that never were, as far as is known
 * @param dropped how many reports came late, twice, from an attempt that was given up, or for a
 *     job that was deleted
 */
public record Applied(
        Changes changes, List<Decision.Progress> progress, List<LockedJob> moved, Set<JobId> unknown, int dropped) {
    public static final Applied NOTHING = new Applied(Changes.NONE, List.of(), List.of(), Set.of(), 0);

    public Applied {
        moved = List.copyOf(moved);
        progress = List.copyOf(progress);
        unknown = Set.copyOf(unknown);
    }

    /** What a decision came to, once its events have their places. */
    public static Applied of(Decision decision, List<UserEvent> told) {
        return new Applied(
                Changes.of(decision, told),
                decision.progress(),
                decision.held(),
                decision.unknown(),
                decision.dropped());
    }

    public Applied and(Applied more) {
        return new Applied(
                new Changes(
                        both(changes.told(), more.changes.told()),
                        both(changes.queued(), more.changes.queued()),
                        both(changes.ended(), more.changes.ended())),
                both(progress, more.progress),
                both(moved, more.moved),
                Set.copyOf(both(List.copyOf(unknown), List.copyOf(more.unknown))),
                dropped + more.dropped);
    }

    private static <T> List<T> both(List<T> some, List<T> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }
}
