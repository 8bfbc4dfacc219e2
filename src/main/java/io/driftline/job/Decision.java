package io.driftline.job;

import io.driftline.identity.UserId;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is to become of jobs. Nothing of it has happened yet: all of it is stored in one transaction, or nothing is.
 *
 * @param moves each moved job once, as it stands after the last move
 * @param events what their owners are told, in order
 * @param results reports whose result is to be kept
 * @param renewed jobs that stay where they are and whose lease begins anew
 * @param progress the latest progress of each job that is still running, and whom to tell
 * @param unknown jobs that never were, as far as is known
 * @param dropped how many reports came late, twice, from an attempt that was given up, or for a job that was deleted
 */
public record Decision(
        List<Move> moves,
        List<JobEvent> events,
        List<StageReport> results,
        List<LockedJob> renewed,
        List<Progress> progress,
        Set<JobId> unknown,
        int dropped) {

    /** Nothing is to be done. */
    public static final Decision NONE = of(List.of(), List.of());

    public Decision {
        moves = List.copyOf(moves);
        events = List.copyOf(events);
        results = List.copyOf(results);
        renewed = List.copyOf(renewed);
        progress = List.copyOf(progress);
        unknown = Set.copyOf(unknown);
    }

    /**
     * A job on its new place.
     *
     * @param problem why it failed, if it did
     */
    public record Move(LockedJob job, @Nullable JsonObject problem) {}

    /** The latest progress of a job in its stage, and whom to tell. */
    public record Progress(UserId user, Stage stage, ProgressReport report) {}

    static Decision of(List<Move> moves, List<JobEvent> events) {
        return new Decision(moves, events, List.of(), List.of(), List.of(), Set.of(), 0);
    }

    /** The jobs that end. */
    public List<LockedJob> ended() {
        return moves.stream().map(Move::job).filter(job -> job.state().ended()).toList();
    }

    /** The jobs that move and stay with the attempt that holds them. */
    public List<LockedJob> held() {
        return moves.stream()
                .map(Move::job)
                .filter(job -> job.worker() != null && !job.state().ended())
                .toList();
    }

    /** The jobs that wait for a worker again. */
    public List<JobId> queued() {
        return moves.stream()
                .map(Move::job)
                .filter(job -> job.state() == JobState.Open.QUEUED)
                .map(LockedJob::id)
                .toList();
    }
}
