package io.driftline.jobs.mysql;

import io.driftline.bus.news.JobSubmitted;
import io.driftline.config.Config;
import io.driftline.identity.UserId;
import io.driftline.job.JobEvent;
import io.driftline.job.JobId;
import io.driftline.job.JobState;
import io.driftline.job.LockedJob;
import io.driftline.job.Submission;
import io.driftline.jobs.Accepted;
import io.driftline.jobs.Changes;
import io.driftline.jobs.RequestDigest;
import io.driftline.jobs.UserEvent;
import io.driftline.problem.ProblemType;
import io.driftline.problem.ServiceException;
import io.driftline.words.JobWords;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes a submission into the queue: once for an idempotency key, within the limits, at its user's turn.
 *
 * <p>Its statements are sent together. Each does nothing unless the job is there that the first one makes: whatever
 * becomes of the first, no other can stay without it. The user's counter is locked last, and what has to be exact is
 * counted under its lock.
 */
final class Admission {
    private static final Duration WHEN_FULL = Duration.ofSeconds(10);

    /**
     * Start-time fair queueing: a user's next job goes one turn after that user's last one in the queue, but never
     * before the turn that the queue has come to.
     */
    private static final String TURN =
            """
            GREATEST(
                COALESCE((SELECT MIN(turn) FROM job WHERE state = 'QUEUED' AND worker IS NULL), 0),
                COALESCE((SELECT MAX(turn) + 1 FROM job WHERE user_id = ? AND state = 'QUEUED'), 0))""";

    private static final String OPEN =
            """
            (SELECT COUNT(*) FROM job WHERE user_id = ? AND finished_at IS NULL) AS own,
            (SELECT COUNT(*) FROM job WHERE finished_at IS NULL) AS open""";

    // The casts keep servers from taking bytes for text where no column says what a value is.
    private static final String INSERT =
            """
            INSERT INTO job (id, user_id, model_id, model_name, model_version, encoding_id, mode, strains,
                             records, reference_records, pairs, idempotency_key, request_digest, input_id,
                             state, stage, turn, created_at)
            SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, CAST(? AS BINARY), place.input_id,
                   'QUEUED', 'queued', place.turn, UTC_TIMESTAMP(3)
            FROM (SELECT %s AS input_id, %s AS turn, %s) place
            WHERE place.input_id IS NOT NULL AND place.own < ? AND place.open < ?""";

    private static final String BRINGING = INSERT.formatted("CAST(? AS CHAR(26))", TURN, OPEN);
    private static final String REPEATING =
            INSERT.formatted("(SELECT input_id FROM job WHERE id = ? AND user_id = ?)", TURN, OPEN);

    /** A job that is locked cannot go, nor can the input that it has. */
    private static final String KEEP = "SELECT 1 FROM job WHERE id = ? AND user_id = ? LOCK IN SHARE MODE";

    private final EventAppender events;
    private final Config.Limits limits;

    Admission(EventAppender events, Config.Limits limits) {
        this.events = events;
        this.limits = limits;
    }

    /** Fails as a duplicate where the user has used the idempotency key before; then there is an {@link #earlier} one. */
    Future<Accepted> admit(SqlConnection tx, Submission submission) {
        var id = JobId.random();
        var kept = keep(tx, submission);
        var job = insert(tx, id, submission);
        var input = insertInput(tx, id, submission);
        var position = position(tx, id);
        var offset = EventAppender.next(tx, id);
        return Future.all(kept, job, input, position, offset)
                .compose(sent -> offset.result() == 0
                        ? withoutPlace(tx, submission, kept.result())
                        : events.tell(tx, queued(id, submission), offset.result(), limits.openJobsPerUser())
                                .compose(told -> told.isEmpty()
                                        ? full(tx, submission.user())
                                        : Future.succeededFuture(accepted(id, position.result(), told.get()))));
    }

    private Future<?> insert(SqlConnection tx, JobId id, Submission job) {
        var input = job.input();
        var user = job.user().value();
        List<@Nullable Object> values = new ArrayList<>(Arrays.<@Nullable Object>asList(
                id.value(),
                user,
                job.modelId(),
                job.modelName(),
                job.modelVersion(),
                job.encodingId(),
                job.mode().label(),
                input.strains().encode(),
                input.records(),
                input.references(),
                input.pairs(),
                job.idempotencyKey(),
                RequestDigest.of(job)));
        var repeated = job.repeated();
        values.addAll(repeated == null ? List.of(id.value()) : List.of(repeated.value(), user));
        values.addAll(List.of(user, user, limits.openJobsPerUser(), limits.openJobs()));
        return tx.preparedQuery(repeated == null ? BRINGING : REPEATING).execute(Tuple.wrap(values));
    }

    /** Whether there is the job that is to be repeated, or none is. */
    private static Future<Boolean> keep(SqlConnection tx, Submission job) {
        return job.repeated() == null
                ? Future.succeededFuture(true)
                : tx.preparedQuery(KEEP)
                        .execute(Tuple.of(job.repeated().value(), job.user().value()))
                        .map(rows -> rows.size() > 0);
    }

    private static Future<?> insertInput(SqlConnection tx, JobId id, Submission job) {
        if (job.repeated() != null) {
            return Future.succeededFuture();
        }
        return tx.preparedQuery("INSERT INTO job_input (job_id, records) "
                        + "SELECT id, CAST(? AS BINARY) FROM job WHERE id = ?")
                .execute(Tuple.of(job.input().gzip(), id.value()));
    }

    private static JobEvent queued(JobId id, Submission job) {
        return JobEvent.queued(LockedJob.submitted(id, job.user(), job.modelId(), job.encodingId()));
    }

    private static Accepted accepted(JobId id, long position, UserEvent told) {
        return new Accepted(
                id,
                JobState.Open.QUEUED,
                position,
                new Changes(List.of(told), List.of(new JobSubmitted(id)), List.of()));
    }

    /**
     * Nothing was made, for the queue or its user's part of it is full, or the job to be repeated has gone; but what is there
     * already is answered for.
     */
    private Future<Accepted> withoutPlace(SqlConnection tx, Submission submission, boolean kept) {
        return find(tx, submission).compose(earlier -> {
            if (earlier.isPresent()) {
                return Future.succeededFuture(earlier.get());
            }
            return kept ? full(tx, submission.user()) : MySqlJobs.notFound();
        });
    }

    /** The job that this submission has made before. */
    Future<Accepted> earlier(SqlClient client, Submission submission) {
        return find(client, submission).compose(earlier -> earlier.map(Future::succeededFuture)
                .orElseGet(() -> Future.failedFuture(ServiceException.retryLater(
                        ProblemType.UNAVAILABLE, JobWords.KEY_DELETED.message(), Duration.ofSeconds(1)))));
    }

    private static Future<Optional<Accepted>> find(SqlClient client, Submission submission) {
        return client.preparedQuery(
                        "SELECT id, state, request_digest FROM job WHERE user_id = ? AND idempotency_key = ?")
                .execute(Tuple.of(submission.user().value(), submission.idempotencyKey()))
                .compose(rows -> {
                    if (rows.size() == 0) {
                        return Future.succeededFuture(Optional.empty());
                    }
                    var row = rows.iterator().next();
                    if (!RequestDigest.of(submission).equals(row.getBuffer("request_digest"))) {
                        return Future.failedFuture(
                                ServiceException.of(ProblemType.IDEMPOTENCY_CONFLICT, JobWords.KEY_TAKEN.message()));
                    }
                    var job = new JobId(row.getString("id"));
                    var state = JobState.of(row.getString("state"));
                    return position(client, job)
                            .map(position -> Optional.of(new Accepted(job, state, position, Changes.NONE)));
                });
    }

    /** Always fails: with what is full. */
    private Future<Accepted> full(SqlConnection tx, UserId user) {
        return tx.preparedQuery("SELECT " + OPEN)
                .execute(Tuple.of(user.value()))
                .compose(rows -> {
                    long most = limits.openJobsPerUser();
                    return Future.failedFuture(
                            rows.iterator().next().getLong("own") >= most
                                    ? ServiceException.retryLater(
                                            ProblemType.TOO_MANY_JOBS, JobWords.OPEN_MOST.message(most), WHEN_FULL)
                                    : ServiceException.retryLater(
                                            ProblemType.SERVICE_FULL, JobWords.QUEUE_FULL.message(), WHEN_FULL));
                });
    }

    static Future<Long> turn(SqlClient client, UserId user) {
        return client.preparedQuery("SELECT " + TURN)
                .execute(Tuple.of(user.value()))
                .map(rows -> rows.iterator().next().getLong(0));
    }

    private static Future<Long> position(SqlClient client, JobId job) {
        return client.preparedQuery(
                        """
                        SELECT COUNT(*) FROM job q, job j
                        WHERE j.id = ? AND j.state = 'QUEUED' AND j.worker IS NULL
                          AND q.state = 'QUEUED' AND q.worker IS NULL
                          AND (q.turn < j.turn OR (q.turn = j.turn AND q.number <= j.number))""")
                .execute(Tuple.of(job.value()))
                .map(rows -> rows.iterator().next().getLong(0));
    }
}
