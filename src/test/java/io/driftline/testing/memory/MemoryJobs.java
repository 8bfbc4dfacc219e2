package io.driftline.testing.memory;

import io.driftline.bus.news.Announcement;
import io.driftline.bus.news.JobSubmitted;
import io.driftline.identity.UserId;
import io.driftline.job.Decision;
import io.driftline.job.JobEvent;
import io.driftline.job.JobId;
import io.driftline.job.JobRules;
import io.driftline.job.JobState;
import io.driftline.job.LockedJob;
import io.driftline.job.Loss;
import io.driftline.job.ProgressReport;
import io.driftline.job.QueuedJob;
import io.driftline.job.StageReport;
import io.driftline.job.Submission;
import io.driftline.jobs.Applied;
import io.driftline.jobs.Changes;
import io.driftline.jobs.HeldJob;
import io.driftline.jobs.JobClaims;
import io.driftline.jobs.JobLeases;
import io.driftline.jobs.JobProgress;
import io.driftline.jobs.JobRetention;
import io.driftline.jobs.LapsedLease;
import io.driftline.jobs.events.UserEvents;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Jobs under the service's own rules, kept in memory; every call is one transaction. */
public final class MemoryJobs extends MemoryRows
        implements JobClaims, JobLeases, JobRetention, JobProgress, UserEvents {
    private static final int ATTEMPTS = 3;

    private final Set<RuleFlaw> flaws;
    private final JobRules rules = new JobRules(ATTEMPTS);
    private int lookups;

    public MemoryJobs(Clock clock, Duration lease, RuleFlaw... flaws) {
        super(clock, lease, List.of(flaws).contains(RuleFlaw.OFFSETS_WITH_HOLES));
        this.flaws = Set.of(flaws);
    }

    public synchronized Changes submit(JobId id, Submission submission) {
        var job = LockedJob.submitted(id, submission.user(), submission.model());
        boolean first = jobs.values().stream().noneMatch(Row::waits);
        jobs.put(id, new Row(job, submission));
        var queued = new JobSubmitted(id, first ? QueuedJob.of(id, submission) : null);
        return new Changes(
                List.of(events.append(JobEvent.queued(job, submission.trace()))), List.of(queued), List.of());
    }

    public synchronized Changes cancel(JobId id) {
        var row = jobs.get(id);
        return row == null ? Changes.NONE : write(JobRules.cancel(row.job));
    }

    public synchronized Changes delete(JobId id) {
        var changes = cancel(id);
        var row = jobs.remove(id);
        if (row != null) {
            deleted.add(id);
            events.blank(row.submission.user(), id);
        }
        return changes;
    }

    @Override
    public synchronized Future<List<QueuedJob>> waiting(int limit) {
        lookups++;
        return Future.succeededFuture(jobs.values().stream()
                .filter(Row::waits)
                .limit(limit)
                .map(Row::queued)
                .toList());
    }

    /** How often it was asked what waits. */
    public synchronized int lookups() {
        return lookups;
    }

    @Override
    public synchronized Future<Optional<QueuedJob>> claim(QueuedJob candidate, String worker) {
        var row = jobs.get(candidate.job());
        if (row == null || !row.waits() || row.job.attempt() != candidate.attempt()) {
            return Future.succeededFuture(Optional.empty());
        }
        row.hold(row.job.attempt() + 1, worker);
        startLease(row);
        return Future.succeededFuture(Optional.of(row.queued()));
    }

    @Override
    public synchronized Future<Void> unclaim(QueuedJob claimed) {
        var row = jobs.get(claimed.job());
        if (row != null
                && row.job.isHeldUnder(claimed.attempt())
                && row.job.state() == JobState.Open.QUEUED
                && row.job.lastSeq() == 0) {
            row.hold(row.job.attempt() - 1, null);
            startLease(row);
        }
        return Future.succeededFuture();
    }

    @Override
    public synchronized Future<Optional<HeldJob>> held(JobId id) {
        var row = row(id);
        return Future.succeededFuture(Optional.of(new HeldJob(
                row.queued(),
                String.valueOf(row.job.worker()),
                row.submission.input().gzip())));
    }

    @Override
    public synchronized Future<Optional<Buffer>> input(JobId id) {
        return Future.succeededFuture(Optional.of(row(id).submission.input().gzip()));
    }

    @Override
    public synchronized Future<List<LapsedLease>> takeLapsed(int limit) {
        var now = clock.instant();
        return Future.succeededFuture(jobs.values().stream()
                .filter(row -> row.job.worker() != null && !row.job.state().ended() && row.leaseUntil.isBefore(now))
                .limit(limit)
                .map(row -> new LapsedLease(row.job.id(), row.job.attempt(), String.valueOf(row.job.worker())))
                .toList());
    }

    @Override
    public synchronized Future<Void> renew(LapsedLease lapsed) {
        var row = jobs.get(lapsed.job());
        if (row != null && row.job.isHeldUnder(lapsed.attempt())) {
            startLease(row);
        }
        return Future.succeededFuture();
    }

    @Override
    public synchronized Future<Changes> lose(LapsedLease held, Loss loss) {
        return change(held.job(), job -> rules.lose(job, held.attempt(), held.worker(), loss));
    }

    @Override
    public synchronized Future<Changes> giveUp(JobId id, int attempt, String reason) {
        return change(id, job -> rules.giveUp(job, attempt, reason));
    }

    @Override
    public synchronized Future<Changes> fail(JobId id, int attempt) {
        return change(id, job -> rules.fail(job, attempt));
    }

    private Future<Changes> change(JobId id, Function<LockedJob, Decision> rule) {
        var row = jobs.get(id);
        if (row == null) {
            return Future.succeededFuture(Changes.NONE);
        }
        var before = row.job;
        var changes = write(rule.apply(before));
        if (flaws.contains(RuleFlaw.NEVER_QUEUED_AGAIN) && row.waits() && before.worker() != null) {
            row.hold(row.job.attempt(), before.worker());
            row.leaseUntil = Instant.MAX;
        }
        return Future.succeededFuture(changes);
    }

    @Override
    public Future<Changes> expire(int limit) {
        return Future.succeededFuture(Changes.NONE);
    }

    @Override
    public Future<Void> prune(int limit) {
        return Future.succeededFuture();
    }

    /** Lets go of a user's events up to this one. */
    public synchronized void prune(UserId user, long upTo) {
        events.prune(user, upTo);
    }

    @Override
    public synchronized Future<Applied> apply(List<StageReport> reports, List<ProgressReport> progress) {
        if (flaws.isEmpty()) {
            Map<JobId, LockedJob> locked = new HashMap<>();
            jobs.forEach((id, row) -> locked.put(id, row.job));
            return Future.succeededFuture(write(locked, reports, progress));
        }
        var applied = Applied.NOTHING;
        for (StageReport report : reports) {
            applied = applied.and(writeFlawed(report));
        }
        for (ProgressReport each : progress) {
            var row = jobs.get(each.job());
            applied =
                    applied.and(write(row == null ? Map.of() : Map.of(each.job(), row.job), List.of(), List.of(each)));
        }
        return Future.succeededFuture(applied);
    }

    private Applied write(Map<JobId, LockedJob> locked, List<StageReport> reports, List<ProgressReport> progress) {
        var decision = rules.report(locked, deleted, reports, progress);
        return new Applied(
                write(decision), decision.progress(), decision.held(), decision.unknown(), decision.dropped());
    }

    private Applied writeFlawed(StageReport report) {
        var row = jobs.get(report.job());
        if (row == null) {
            return write(Map.of(), List.of(report), List.of());
        }
        var before = row.job;
        var applied = write(Map.of(before.id(), RuleFlaw.shown(before, report, flaws)), List.of(report), List.of());
        row.job = RuleFlaw.after(before, row.job);
        return applied;
    }

    @Override
    public synchronized Future<List<Announcement.Event>> after(UserId user, long offset, int limit) {
        return Future.succeededFuture(events.after(user, offset, limit));
    }

    @Override
    public synchronized Future<Kept> kept(UserId user) {
        return Future.succeededFuture(new Kept(events.prunedTo(user), events.last(user)));
    }

    @Override
    public synchronized Future<Map<UserId, Long>> lastOffsets(Collection<UserId> users) {
        Map<UserId, Long> last = new HashMap<>();
        users.forEach(user -> last.put(user, events.last(user)));
        return Future.succeededFuture(last);
    }

    @Override
    public synchronized Future<Snapshot> snapshot(UserId user, long before) {
        return Future.succeededFuture(new Snapshot(
                events.last(user),
                jobs.values().stream()
                        .map(row -> row.job)
                        .filter(job -> job.user().equals(user))
                        .map(job -> new JsonObject()
                                .put("job", job.id().value())
                                .put("state", job.state().name())
                                .put("stage", job.stage().label())
                                .put("attempt", job.attempt()))
                        .toList(),
                0));
    }
}
