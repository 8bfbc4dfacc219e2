package io.driftline.job;

import io.driftline.identity.UserId;
import org.jspecify.annotations.Nullable;

/**
 * A job that nobody else changes meanwhile, as far as its rules depend on it.
 *
 * @param attempt the fence: how many claims it has had
 * @param givenUp how many attempts were lost by their workers' fault
 * @param lastSeq number of the attempt's last message that counted, 0 before the first
 * @param worker base address of whoever holds it; nobody while it waits
 */
public record LockedJob(
        JobId id,
        UserId user,
        long modelId,
        String encodingId,
        JobState state,
        Stage stage,
        int attempt,
        int givenUp,
        long lastSeq,
        @Nullable String worker) {

    /** One that was submitted just now. */
    public static LockedJob submitted(JobId id, UserId user, ModelRef model) {
        return new LockedJob(id, user, model.id(), model.encoding(), JobState.Open.QUEUED, Stage.QUEUED, 0, 0, 0, null);
    }

    /** Whether this attempt is the one that counts: a given-up one keeps its number until the next claim. */
    public boolean isHeldUnder(int otherAttempt) {
        return worker != null && attempt == otherAttempt;
    }

    /** Where a message of its attempt takes it. */
    LockedJob at(JobState newState, Stage newStage, long seq) {
        return new LockedJob(id, user, modelId, encodingId, newState, newStage, attempt, givenUp, seq, worker);
    }

    /** Its end, at whatever stage it stands. */
    LockedJob ended(JobState.End end) {
        return at(end, stage, lastSeq);
    }

    /** Back in the queue, one more attempt lost or none. */
    LockedJob queuedAgain(int lost) {
        return new LockedJob(
                id, user, modelId, encodingId, JobState.Open.QUEUED, Stage.QUEUED, attempt, givenUp + lost, 0, null);
    }
}
