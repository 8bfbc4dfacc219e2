package io.driftline.job;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rules by which jobs move, whoever keeps them: which reports count, what follows from them, and what is told. It is given
 * jobs that nobody else changes meanwhile, and decides; it waits for nothing and changes nothing.
 */
public final class JobRules {
    private final int attempts;

    /** @param attempts how many a job may lose before it fails */
    public JobRules(int attempts) {
        this.attempts = attempts;
    }

    /**
     * Reports of workers in the order of their arrival. One counts if its attempt holds the job, its number is higher than
     * those before, and the job's state may become what it tells of; anything else is dropped.
     *
     * @param locked the jobs that they speak of, as far as there are such
     * @param deleted those of the others that there once were
     */
    public Decision report(
            Map<JobId, LockedJob> locked,
            Set<JobId> deleted,
            List<StageReport> reports,
            List<ProgressReport> progress) {
        var batch = new ReportBatch(locked, deleted);
        reports.forEach(batch::take);
        progress.forEach(batch::take);
        return batch.decision();
    }

    /** The attempt is lost: the job is queued again, or fails after too many. Nothing happens if it has moved on. */
    public Decision giveUp(LockedJob job, int attempt, String reason) {
        if (!holds(job, attempt)) {
            return Decision.NONE;
        }
        return isLast(job)
                ? fail(job, exhausted(reason), JobMessages.exhaustedProblem(attempts, reason))
                : queueAgain(job, reason, 1);
    }

    /** The same, of an attempt that this very worker held, by its kind: not each counts. */
    public Decision lose(LockedJob job, int attempt, String worker, Loss loss) {
        if (!holds(job, attempt) || !worker.equals(job.worker())) {
            return Decision.NONE;
        }
        return loss.counts() && isLast(job)
                ? fail(job, exhausted(loss.reason()), JobMessages.exhaustedProblem(attempts, loss))
                : queueAgain(job, loss.reason(), loss.counts() ? 1 : 0);
    }

    /** The attempt has said something that can never be stored. Nothing happens if the job has moved on. */
    public Decision fail(LockedJob job, int attempt) {
        return holds(job, attempt) ? fail(job, JobMessages.unusable(), JobMessages.unusableProblem()) : Decision.NONE;
    }

    /** Its owner wants no more of it. Nothing happens if it has ended. */
    public static Decision cancel(LockedJob job) {
        if (job.state().ended()) {
            return Decision.NONE;
        }
        return end(List.of(job), JobState.End.CANCELLED, JobMessages.cancelled(), null);
    }

    /** They are older than an open job may become. */
    public static Decision expire(List<LockedJob> jobs) {
        var open = jobs.stream().filter(job -> !job.state().ended()).toList();
        return end(open, JobState.End.EXPIRED, JobMessages.expired(), null);
    }

    private static boolean holds(LockedJob job, int attempt) {
        return job.isHeldUnder(attempt) && !job.state().ended();
    }

    private boolean isLast(LockedJob job) {
        return job.givenUp() + 1 >= attempts;
    }

    private StageReport.Message exhausted(String reason) {
        return JobMessages.exhausted(attempts, reason);
    }

    private static Decision queueAgain(LockedJob job, String reason, int lost) {
        var queued = job.queuedAgain(lost);
        return Decision.of(
                List.of(new Decision.Move(queued, null)),
                List.of(JobEvent.of(queued, JobMessages.queuedAgain(job.attempt(), reason), null)));
    }

    private static Decision fail(LockedJob job, StageReport.Message message, JsonObject problem) {
        return end(List.of(job), JobState.End.FAILED, message, JobProblem.whole(problem));
    }

    private static Decision end(
            List<LockedJob> jobs, JobState.End end, StageReport.Message message, @Nullable JsonObject problem) {
        List<Decision.Move> moves = new ArrayList<>();
        List<JobEvent> events = new ArrayList<>();
        for (LockedJob job : jobs) {
            var ended = job.ended(end);
            moves.add(new Decision.Move(ended, problem));
            events.add(JobEvent.of(ended, message, problem));
        }
        return Decision.of(moves, events);
    }
}
