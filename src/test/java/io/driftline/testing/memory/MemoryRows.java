package io.driftline.testing.memory;

import io.driftline.bus.news.Announcement;
import io.driftline.identity.UserId;
import io.driftline.job.Decision;
import io.driftline.job.JobId;
import io.driftline.job.JobState;
import io.driftline.job.LockedJob;
import io.driftline.job.QueuedJob;
import io.driftline.job.Stage;
import io.driftline.job.Submission;
import io.driftline.jobs.Changes;
import io.vertx.core.buffer.Buffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the jobs in memory stand on: their rows, their users' events, and how a decision becomes so. */
public abstract class MemoryRows {
    final Map<JobId, Row> jobs = new LinkedHashMap<>();
    final Set<JobId> deleted = new HashSet<>();
    final MemoryEvents events;
    final Clock clock;
    private final Duration lease;

    MemoryRows(Clock clock, Duration lease, boolean withHoles) {
        this.clock = clock;
        this.lease = lease;
        this.events = new MemoryEvents(clock, withHoles);
    }

    static final class Row {
        final Submission submission;
        LockedJob job;
        Instant leaseUntil = Instant.MAX;

        @Nullable
        Buffer result;

        Row(LockedJob job, Submission submission) {
            this.job = job;
            this.submission = submission;
        }

        QueuedJob queued() {
            var asked = submission;
            return new QueuedJob(job.id(), asked.user(), asked.model(), asked.mode(), job.attempt())
                    .within(asked.trace());
        }

        boolean waits() {
            return job.state() == JobState.Open.QUEUED && job.worker() == null;
        }

        void hold(int attempt, @Nullable String worker) {
            job = new LockedJob(
                    job.id(),
                    job.user(),
                    job.modelId(),
                    job.encodingId(),
                    job.state(),
                    job.stage(),
                    attempt,
                    job.givenUp(),
                    0,
                    worker);
        }
    }

    /** A job's row, as far as rules depend on it. */
    public record Standing(JobState state, Stage stage, int attempt, int givenUp, long lastSeq, boolean held) {}

    /** What has been decided becomes so, all of it at once. */
    final Changes write(Decision decision) {
        decision.moves().forEach(move -> row(move.job().id()).job = move.job());
        decision.moves().forEach(move -> startLease(row(move.job().id())));
        decision.renewed().forEach(job -> startLease(row(job.id())));
        decision.results()
                .forEach(report -> row(report.job()).result =
                        Objects.requireNonNull(report.result()).gzipJson());
        return Changes.of(decision, events.append(decision.events()));
    }

    final void startLease(Row row) {
        boolean held = row.job.worker() != null && !row.job.state().ended();
        row.leaseUntil = held ? clock.instant().plus(lease) : Instant.MAX;
    }

    public final synchronized JobState state(JobId id) {
        return row(id).job.state();
    }

    public final synchronized int attempt(JobId id) {
        return row(id).job.attempt();
    }

    /** Empty for a job that was deleted. */
    public final synchronized Optional<Standing> standing(JobId id) {
        return Optional.ofNullable(jobs.get(id))
                .map(row -> row.job)
                .map(job -> new Standing(
                        job.state(), job.stage(), job.attempt(), job.givenUp(), job.lastSeq(), job.worker() != null));
    }

    /** As if the job's worker had been silent for longer than its lease. */
    public final synchronized void lapse(JobId id) {
        var row = jobs.get(id);
        if (row != null && !row.leaseUntil.equals(Instant.MAX)) {
            row.leaseUntil = Instant.MIN;
        }
    }

    /** The packed result of a job that has one. */
    public final synchronized Buffer result(JobId id) {
        return Objects.requireNonNull(row(id).result);
    }

    /** The message keys that this user was told, in order. */
    public final synchronized List<String> told(UserId user) {
        return events(user).stream()
                .map(event -> event.frame().toJsonObject().getString("messageKey"))
                .toList();
    }

    /** Everything that this user was ever told, in order. */
    public final synchronized List<Announcement.Event> events(UserId user) {
        return events.of(user);
    }

    final Row row(JobId id) {
        var row = jobs.get(id);
        if (row == null) {
            throw new IllegalArgumentException("no such job");
        }
        return row;
    }
}
