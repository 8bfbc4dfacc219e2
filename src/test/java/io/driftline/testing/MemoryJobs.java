package io.driftline.testing;

import io.driftline.bus.news.Announcement;
import io.driftline.bus.news.JobEnded;
import io.driftline.bus.news.JobSubmitted;
import io.driftline.identity.UserId;
import io.driftline.job.JobId;
import io.driftline.job.JobState;
import io.driftline.job.Loss;
import io.driftline.job.ProgressReport;
import io.driftline.job.Stage;
import io.driftline.job.StageReport;
import io.driftline.job.Submission;
import io.driftline.jobs.Applied;
import io.driftline.jobs.Changes;
import io.driftline.jobs.HeldJob;
import io.driftline.jobs.JobLeases;
import io.driftline.jobs.JobProgress;
import io.driftline.jobs.JobQueue;
import io.driftline.jobs.LapsedLease;
import io.driftline.jobs.QueuedJob;
import io.driftline.jobs.UserEvent;
import io.driftline.jobs.UserEvents;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Jobs by the same rules as in the database, kept in memory; every call is one transaction. */
public final class MemoryJobs implements JobQueue, JobLeases, JobProgress, UserEvents {
    private static final int ATTEMPTS = 3;

    /** A rule left out, to show that a test would notice. */
    public enum Flaw {
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
        NEVER_QUEUED_AGAIN
    }

    private final Clock clock;
    private final Duration lease;
    private final Set<Flaw> flaws;
    private final Map<JobId, Job> jobs = new LinkedHashMap<>();
    private final Set<JobId> deleted = new HashSet<>();
    private final Map<UserId, List<Announcement.Event>> told = new LinkedHashMap<>();
    private final Map<UserId, Long> prunedTo = new HashMap<>();

    public MemoryJobs(Clock clock, Duration lease, Flaw... flaws) {
        this.clock = clock;
        this.lease = lease;
        this.flaws = EnumSet.noneOf(Flaw.class);
        this.flaws.addAll(List.of(flaws));
    }

    private static final class Job {
        final Submission submission;
        final JobId id;
        JobState state = JobState.Open.QUEUED;
        Stage stage = Stage.QUEUED;
        int attempt;
        int givenUp;
        long lastSeq;

        @Nullable
        String worker;

        Instant leaseUntil = Instant.MAX;

        @Nullable
        Buffer result;

        Job(JobId id, Submission submission) {
            this.id = id;
            this.submission = submission;
        }
    }

    /** A job's row, as far as rules depend on it. */
    public record Standing(JobState state, Stage stage, int attempt, int givenUp, long lastSeq, boolean held) {}

    public synchronized Changes submit(JobId id, Submission submission) {
        var job = new Job(id, submission);
        jobs.put(id, job);
        return new Changes(List.of(tell(job, "job.queued")), List.of(new JobSubmitted(id)), List.of());
    }

    public synchronized Changes cancel(JobId id) {
        var job = jobs.get(id);
        if (job == null || job.state.ended()) {
            return Changes.NONE;
        }
        return end(job, JobState.End.CANCELLED, "job.cancelled");
    }

    public synchronized Changes delete(JobId id) {
        var changes = cancel(id);
        var job = jobs.remove(id);
        if (job != null) {
            deleted.add(id);
            told.getOrDefault(job.submission.user(), new ArrayList<>()).replaceAll(event -> blank(event, id));
        }
        return changes;
    }

    private static Announcement.Event blank(Announcement.Event event, JobId deleted) {
        var frame = event.frame().toJsonObject();
        return deleted.value().equals(frame.getString("job"))
                ? new Announcement.Event(
                        event.offset(), frame.put("messageKey", "job.deleted").toBuffer())
                : event;
    }

    private Changes end(Job job, JobState.End end, String key) {
        job.state = end;
        job.leaseUntil = Instant.MAX;
        return new Changes(List.of(tell(job, key)), List.of(), List.of(ended(job, end)));
    }

    public synchronized JobState state(JobId id) {
        return job(id).state;
    }

    public synchronized int attempt(JobId id) {
        return job(id).attempt;
    }

    /** Empty for a job that was deleted. */
    public synchronized Optional<Standing> standing(JobId id) {
        return Optional.ofNullable(jobs.get(id))
                .map(job ->
                        new Standing(job.state, job.stage, job.attempt, job.givenUp, job.lastSeq, job.worker != null));
    }

    /** As if the job's worker had been silent for longer than its lease. */
    public synchronized void lapse(JobId id) {
        var job = jobs.get(id);
        if (job != null && !job.leaseUntil.equals(Instant.MAX)) {
            job.leaseUntil = Instant.MIN;
        }
    }

    /** The packed result of a job that has one. */
    public synchronized Buffer result(JobId id) {
        return Objects.requireNonNull(job(id).result);
    }

    /** The message keys that this user was told, in order. */
    public synchronized List<String> told(UserId user) {
        return events(user).stream()
                .map(event -> event.frame().toJsonObject().getString("messageKey"))
                .toList();
    }

    /** Everything that this user was ever told, in order. */
    public synchronized List<Announcement.Event> events(UserId user) {
        return List.copyOf(told.getOrDefault(user, List.of()));
    }

    @Override
    public synchronized Future<List<QueuedJob>> waiting(int limit) {
        return Future.succeededFuture(jobs.values().stream()
                .filter(job -> job.state == JobState.Open.QUEUED && job.worker == null)
                .limit(limit)
                .map(job -> queued(job, job.attempt))
                .toList());
    }

    private static QueuedJob queued(Job job, int attempt) {
        var asked = job.submission;
        return new QueuedJob(
                job.id,
                asked.user(),
                asked.modelId(),
                asked.modelName(),
                asked.modelVersion(),
                asked.encodingId(),
                asked.mode(),
                attempt);
    }

    @Override
    public synchronized Future<Optional<QueuedJob>> claim(QueuedJob candidate, String worker) {
        var job = jobs.get(candidate.job());
        if (job == null
                || job.state != JobState.Open.QUEUED
                || job.worker != null
                || job.attempt != candidate.attempt()) {
            return Future.succeededFuture(Optional.empty());
        }
        job.attempt++;
        job.lastSeq = 0;
        job.worker = worker;
        job.leaseUntil = clock.instant().plus(lease);
        return Future.succeededFuture(Optional.of(queued(job, job.attempt)));
    }

    @Override
    public synchronized Future<Void> unclaim(QueuedJob claimed) {
        var job = jobs.get(claimed.job());
        if (job != null
                && job.attempt == claimed.attempt()
                && job.state == JobState.Open.QUEUED
                && job.worker != null
                && job.lastSeq == 0) {
            job.attempt--;
            release(job);
        }
        return Future.succeededFuture();
    }

    @Override
    public synchronized Future<Optional<HeldJob>> held(JobId id) {
        var job = job(id);
        return Future.succeededFuture(Optional.of(new HeldJob(
                queued(job, job.attempt),
                String.valueOf(job.worker),
                job.submission.input().gzip())));
    }

    @Override
    public synchronized Future<Optional<Buffer>> input(JobId id) {
        return Future.succeededFuture(Optional.of(job(id).submission.input().gzip()));
    }

    @Override
    public synchronized Future<List<LapsedLease>> takeLapsed(int limit) {
        var now = clock.instant();
        return Future.succeededFuture(jobs.values().stream()
                .filter(job -> job.worker != null && !job.state.ended() && job.leaseUntil.isBefore(now))
                .limit(limit)
                .map(job -> new LapsedLease(job.id, job.attempt, String.valueOf(job.worker)))
                .toList());
    }

    @Override
    public synchronized Future<Void> renew(LapsedLease lapsed) {
        var job = jobs.get(lapsed.job());
        if (job != null && job.attempt == lapsed.attempt()) {
            renew(job);
        }
        return Future.succeededFuture();
    }

    private void renew(Job job) {
        if (job.worker != null && !job.state.ended()) {
            job.leaseUntil = clock.instant().plus(lease);
        }
    }

    @Override
    public synchronized Future<Changes> lose(LapsedLease held, Loss loss) {
        var job = jobs.get(held.job());
        if (job == null || !held.worker().equals(job.worker)) {
            return Future.succeededFuture(Changes.NONE);
        }
        job.givenUp -= loss == Loss.RETURNED && job.attempt == held.attempt() ? 1 : 0;
        return giveUp(held.job(), held.attempt(), loss.name());
    }

    @Override
    public synchronized Future<Changes> giveUp(JobId id, int attempt, String reason) {
        var job = jobs.get(id);
        if (job == null || job.attempt != attempt || job.state.ended() || job.worker == null) {
            return Future.succeededFuture(Changes.NONE);
        }
        if (job.givenUp + 1 >= ATTEMPTS) {
            return Future.succeededFuture(end(job, JobState.End.FAILED, "job.failed"));
        }
        job.givenUp++;
        job.state = JobState.Open.QUEUED;
        job.stage = Stage.QUEUED;
        job.lastSeq = 0;
        if (flaws.contains(Flaw.NEVER_QUEUED_AGAIN)) {
            job.leaseUntil = Instant.MAX;
        } else {
            release(job);
        }
        return Future.succeededFuture(
                new Changes(List.of(tell(job, "job.requeued")), List.of(new JobSubmitted(id)), List.of()));
    }

    @Override
    public synchronized Future<Changes> fail(JobId id, int attempt) {
        var job = jobs.get(id);
        if (job == null || job.attempt != attempt || job.state.ended() || job.worker == null) {
            return Future.succeededFuture(Changes.NONE);
        }
        return Future.succeededFuture(end(job, JobState.End.FAILED, "job.failed"));
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
        prunedTo.merge(user, Math.min(upTo, last(user)), Math::max);
    }

    @Override
    public synchronized Future<Applied> apply(List<StageReport> reports, List<ProgressReport> ticks) {
        List<UserEvent> news = new ArrayList<>();
        List<JobEnded> ends = new ArrayList<>();
        Set<JobId> unknown = new HashSet<>();
        int dropped = 0;
        for (StageReport report : reports) {
            var job = jobs.get(report.job());
            if (job == null) {
                dropped += dropOrRefuse(report.job(), unknown);
            } else if (isStale(job, report)) {
                dropped++;
            } else {
                news.add(move(job, report));
                if (job.state instanceof JobState.End end) {
                    ends.add(ended(job, end));
                }
            }
        }
        Map<JobId, Applied.Progress> latest = new LinkedHashMap<>();
        for (ProgressReport tick : ticks) {
            var job = jobs.get(tick.job());
            if (job == null) {
                dropped += dropOrRefuse(tick.job(), unknown);
            } else if (tick.attempt() != job.attempt || job.worker == null || job.state.ended()) {
                dropped++;
            } else {
                renew(job);
                latest.put(job.id, new Applied.Progress(job.submission.user(), tick));
            }
        }
        return Future.succeededFuture(
                new Applied(new Changes(news, List.of(), ends), List.copyOf(latest.values()), unknown, dropped));
    }

    private int dropOrRefuse(JobId absent, Set<JobId> unknown) {
        if (deleted.contains(absent)) {
            return 1;
        }
        unknown.add(absent);
        return 0;
    }

    private boolean isStale(Job job, StageReport report) {
        boolean fenced = !flaws.contains(Flaw.NO_FENCE) && report.attempt() != job.attempt;
        boolean givenUp =
                !flaws.contains(Flaw.NO_FENCE) && !flaws.contains(Flaw.NO_FENCE_UNTIL_CLAIMED) && job.worker == null;
        boolean again = !flaws.contains(Flaw.NO_DEDUPLICATION) && report.seq() <= job.lastSeq;
        boolean allowed = job.state.mayBecome(target(report))
                || (flaws.contains(Flaw.NO_DEDUPLICATION) && job.state.equals(target(report)))
                || flaws.contains(Flaw.ENDS_CHANGE);
        return fenced || givenUp || again || !allowed;
    }

    private UserEvent move(Job job, StageReport report) {
        job.state = target(report);
        job.stage = report.stage();
        job.lastSeq = report.seq();
        job.leaseUntil = job.state.ended() ? Instant.MAX : clock.instant().plus(lease);
        var result = report.result();
        if (result != null) {
            job.result = result.gzipJson();
        }
        return tell(job, report.message().key());
    }

    private static JobState target(StageReport report) {
        if (report.problem() != null) {
            return JobState.End.FAILED;
        }
        return report.stage() == Stage.RESULT
                ? JobState.End.SUCCEEDED
                : JobState.of(report.stage().name());
    }

    private UserEvent tell(Job job, String key) {
        var events = told.computeIfAbsent(job.submission.user(), user -> new ArrayList<>());
        long offset =
                last(job.submission.user()) + (flaws.contains(Flaw.OFFSETS_WITH_HOLES) && events.size() == 7 ? 2 : 1);
        var frame = new JsonObject()
                .put("type", "event")
                .put("offset", offset)
                .put("job", job.id.value())
                .put("attempt", job.attempt)
                .put("state", job.state.name())
                .put("stage", job.stage.label())
                .put("messageKey", key)
                .toBuffer();
        var event = new Announcement.Event(offset, frame);
        events.add(event);
        return new UserEvent(job.submission.user(), event);
    }

    private static JobEnded ended(Job job, JobState.End end) {
        var asked = job.submission;
        return new JobEnded(job.id, asked.user(), asked.encodingId(), asked.modelId(), job.attempt, end, job.worker);
    }

    private static void release(Job job) {
        job.worker = null;
        job.leaseUntil = Instant.MAX;
    }

    private Job job(JobId id) {
        var job = jobs.get(id);
        if (job == null) {
            throw new IllegalArgumentException("no such job");
        }
        return job;
    }

    @Override
    public synchronized Future<List<Announcement.Event>> after(UserId user, long offset, int limit) {
        long from = Math.max(offset, prunedTo.getOrDefault(user, 0L));
        return Future.succeededFuture(events(user).stream()
                .filter(event -> event.offset() > from)
                .limit(limit)
                .toList());
    }

    @Override
    public synchronized Future<Kept> kept(UserId user) {
        return Future.succeededFuture(new Kept(prunedTo.getOrDefault(user, 0L), last(user)));
    }

    @Override
    public synchronized Future<Map<UserId, Long>> lastOffsets(Collection<UserId> users) {
        Map<UserId, Long> last = new HashMap<>();
        users.forEach(user -> last.put(user, last(user)));
        return Future.succeededFuture(last);
    }

    @Override
    public synchronized Future<Snapshot> snapshot(UserId user, long before) {
        return Future.succeededFuture(new Snapshot(
                last(user),
                jobs.values().stream()
                        .filter(job -> job.submission.user().equals(user))
                        .map(job -> new JsonObject()
                                .put("job", job.id.value())
                                .put("state", job.state.name())
                                .put("stage", job.stage.label())
                                .put("attempt", job.attempt))
                        .toList(),
                0));
    }

    private long last(UserId user) {
        var events = told.getOrDefault(user, List.of());
        return events.isEmpty() ? 0 : events.get(events.size() - 1).offset();
    }
}
