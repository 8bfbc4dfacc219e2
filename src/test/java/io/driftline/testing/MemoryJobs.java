package io.driftline.testing;

import io.driftline.contract.Announcement;
import io.driftline.contract.JobEnded;
import io.driftline.contract.JobSubmitted;
import io.driftline.domain.JobId;
import io.driftline.domain.JobState;
import io.driftline.domain.SequenceRecord;
import io.driftline.domain.Stage;
import io.driftline.domain.UserId;
import io.driftline.jobs.Applied;
import io.driftline.jobs.Changes;
import io.driftline.jobs.JobLeases;
import io.driftline.jobs.JobProgress;
import io.driftline.jobs.JobQueue;
import io.driftline.jobs.LapsedLease;
import io.driftline.jobs.QueuedJob;
import io.driftline.jobs.StageReport;
import io.driftline.jobs.Submission;
import io.driftline.jobs.Tick;
import io.driftline.jobs.Told;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Jobs by the same rules as in the database, kept in memory; every call is one transaction. */
public final class MemoryJobs implements JobQueue, JobLeases, JobProgress {
    private static final int ATTEMPTS = 3;

    private final Clock clock;
    private final Duration lease;
    private final Map<JobId, Job> jobs = new LinkedHashMap<>();
    private final Map<UserId, List<Buffer>> told = new LinkedHashMap<>();

    public MemoryJobs(Clock clock, Duration lease) {
        this.clock = clock;
        this.lease = lease;
    }

    private static final class Job {
        final Submission submission;
        final JobId id;
        JobState state = JobState.Open.QUEUED;
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

    public synchronized Changes submit(JobId id, Submission submission) {
        var job = new Job(id, submission);
        jobs.put(id, job);
        return new Changes(List.of(tell(job, "job.queued")), List.of(new JobSubmitted(id)), List.of());
    }

    public synchronized JobState state(JobId id) {
        return job(id).state;
    }

    public synchronized int attempt(JobId id) {
        return job(id).attempt;
    }

    /** The packed result of a job that has one. */
    public synchronized Buffer result(JobId id) {
        return Objects.requireNonNull(job(id).result);
    }

    /** The message keys that this user was told, in order. */
    public synchronized List<String> told(UserId user) {
        return told.getOrDefault(user, List.of()).stream()
                .map(frame -> frame.toJsonObject().getString("messageKey"))
                .toList();
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
        var job = job(candidate.job());
        if (job.state != JobState.Open.QUEUED || job.worker != null || job.attempt != candidate.attempt()) {
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
        var job = job(claimed.job());
        if (job.attempt == claimed.attempt() && job.state == JobState.Open.QUEUED && job.lastSeq == 0) {
            job.attempt--;
            release(job);
        }
        return Future.succeededFuture();
    }

    @Override
    public synchronized Future<List<SequenceRecord>> input(JobId id) {
        return Future.succeededFuture(job(id).submission.records());
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
        job(lapsed.job()).leaseUntil = clock.instant().plus(lease);
        return Future.succeededFuture();
    }

    @Override
    public synchronized Future<Changes> giveUp(JobId id, int attempt, String reason) {
        var job = job(id);
        if (job.attempt != attempt || job.state.ended() || job.worker == null) {
            return Future.succeededFuture(Changes.NONE);
        }
        if (++job.givenUp >= ATTEMPTS) {
            job.state = JobState.End.FAILED;
            return Future.succeededFuture(
                    new Changes(List.of(tell(job, "job.failed")), List.of(), List.of(ended(job, JobState.End.FAILED))));
        }
        job.state = JobState.Open.QUEUED;
        job.lastSeq = 0;
        release(job);
        return Future.succeededFuture(
                new Changes(List.of(tell(job, "job.requeued")), List.of(new JobSubmitted(id)), List.of()));
    }

    @Override
    public Future<Changes> expire(int limit) {
        return Future.succeededFuture(Changes.NONE);
    }

    @Override
    public Future<Void> prune(int limit) {
        return Future.succeededFuture();
    }

    @Override
    public synchronized Future<Applied> apply(List<StageReport> reports, List<Tick> ticks) {
        List<Told> news = new ArrayList<>();
        List<JobEnded> ends = new ArrayList<>();
        Set<JobId> unknown = new HashSet<>();
        int dropped = 0;
        for (StageReport report : reports) {
            var job = jobs.get(report.job());
            if (job == null) {
                unknown.add(report.job());
            } else if (isStale(job, report)) {
                dropped++;
            } else {
                news.add(move(job, report));
                if (job.state instanceof JobState.End end) {
                    ends.add(ended(job, end));
                }
            }
        }
        return Future.succeededFuture(new Applied(new Changes(news, List.of(), ends), List.of(), unknown, dropped));
    }

    private boolean isStale(Job job, StageReport report) {
        return report.attempt() != job.attempt || report.seq() <= job.lastSeq || !job.state.mayBecome(target(report));
    }

    private Told move(Job job, StageReport report) {
        job.state = target(report);
        job.lastSeq = report.seq();
        job.leaseUntil = clock.instant().plus(lease);
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

    private Told tell(Job job, String key) {
        var frames = told.computeIfAbsent(job.submission.user(), user -> new ArrayList<>());
        long offset = frames.size() + 1L;
        var frame = new JsonObject()
                .put("type", "event")
                .put("offset", offset)
                .put("job", job.id.value())
                .put("messageKey", key)
                .toBuffer();
        frames.add(frame);
        return new Told(job.submission.user(), new Announcement.Event(offset, frame));
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
}
