package io.driftline.testing.memory;

import io.driftline.job.JobState;
import io.driftline.job.LockedJob;
import io.driftline.job.StageReport;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A rule that is got round, to show that a test would notice. */
public enum RuleFlaw {
    /** Messages of another attempt count. */
    NO_FENCE,
    /** Messages of an attempt that was given up count until the next claim. */
    NO_FENCE_UNTIL_CLAIMED,
    /** A message that comes again counts again. */
    NO_DEDUPLICATION,
    /** A message counts whatever the job's state. */
    ENDS_CHANGE,
    /** Offsets are taken before the transaction that uses them, which may then fail. */
    OFFSETS_WITH_HOLES,
    /** A given-up attempt leaves the job with its worker. */
    NEVER_QUEUED_AGAIN;

    private static final String SOMEBODY = "http://somebody:5000";

    /** The job as the rules must see it to let the report pass. */
    static LockedJob shown(LockedJob job, StageReport report, Set<RuleFlaw> flaws) {
        var shown = job;
        if (flaws.contains(NO_FENCE)) {
            shown = as(shown, shown.state(), report.attempt(), shown.lastSeq(), SOMEBODY);
        }
        if (flaws.contains(NO_FENCE_UNTIL_CLAIMED) && shown.worker() == null) {
            shown = as(shown, shown.state(), shown.attempt(), shown.lastSeq(), SOMEBODY);
        }
        if (flaws.contains(NO_DEDUPLICATION)) {
            boolean again = shown.stage() == report.stage();
            shown = as(shown, again ? JobState.Open.QUEUED : shown.state(), shown.attempt(), 0, shown.worker());
        }
        if (flaws.contains(ENDS_CHANGE)) {
            shown = as(shown, JobState.Open.QUEUED, shown.attempt(), shown.lastSeq(), shown.worker());
        }
        return shown;
    }

    /** The job after the report, held by whom it was before. */
    static LockedJob after(LockedJob before, LockedJob moved) {
        return as(moved, moved.state(), before.attempt(), moved.lastSeq(), before.worker());
    }

    private static LockedJob as(LockedJob job, JobState state, int attempt, long lastSeq, @Nullable String worker) {
        return new LockedJob(
                job.id(),
                job.user(),
                job.modelId(),
                job.encodingId(),
                state,
                job.stage(),
                attempt,
                job.givenUp(),
                lastSeq,
                worker);
    }
}
