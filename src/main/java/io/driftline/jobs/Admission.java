package io.driftline.jobs;

import io.driftline.config.Config;
import io.driftline.contract.JobSubmitted;
import io.driftline.domain.JobId;
import io.driftline.domain.JobState;
import io.driftline.domain.ProblemType;
import io.driftline.domain.ServiceException;
import io.driftline.domain.Stage;
import io.driftline.domain.UserId;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes a submission into the queue: once for an idempotency key, within the limits, at its user's turn. */
final class Admission {
    private static final Duration WHEN_FULL = Duration.ofSeconds(10);

    private final EventAppender events;
    private final Config.Limits limits;

    Admission(EventAppender events, Config.Limits limits) {
        this.events = events;
        this.limits = limits;
    }

    Future<Accepted> admit(SqlConnection tx, Submission submission) {
        var digest = RequestDigest.of(submission);
        return lockCounter(tx, submission.user())
                .compose(locked -> earlier(tx, submission, digest))
                .compose(earlier -> earlier == null
                        ? queue(tx, JobId.random(), submission, digest)
                        : Future.succeededFuture(earlier));
    }

    private Future<Accepted> queue(SqlConnection tx, JobId id, Submission submission, Buffer digest) {
        return hold(tx, submission.user())
                .compose(within -> turn(tx, submission.user()))
                .compose(turn -> insert(tx, id, submission, digest, turn))
                .compose(inserted -> tell(tx, id, submission));
    }

    /** Creates the user's counter or locks it: one submission of a user at a time. */
    private static Future<?> lockCounter(SqlConnection tx, UserId user) {
        return tx.preparedQuery("INSERT INTO event_counter (user_id, last_offset) VALUES (?, 0) "
                        + "ON DUPLICATE KEY UPDATE last_offset = last_offset")
                .execute(Tuple.of(user.value()));
    }

    private static Future<@Nullable Accepted> earlier(SqlConnection tx, Submission submission, Buffer digest) {
        if (submission.idempotencyKey() == null) {
            return Future.succeededFuture();
        }
        return tx.preparedQuery("SELECT id, state, request_digest FROM job WHERE user_id = ? AND idempotency_key = ?")
                .execute(Tuple.of(submission.user().value(), submission.idempotencyKey()))
                .compose(rows -> {
                    if (rows.size() == 0) {
                        return Future.succeededFuture();
                    }
                    var row = rows.iterator().next();
                    if (!digest.equals(row.getBuffer("request_digest"))) {
                        return Future.failedFuture(ServiceException.of(
                                ProblemType.IDEMPOTENCY_CONFLICT,
                                "This Idempotency-Key belongs to another submission; use a new key for a new job."));
                    }
                    var job = new JobId(row.getString("id"));
                    var state = JobState.of(row.getString("state"));
                    return position(tx, job).map(position -> new Accepted(job, state, position, Changes.NONE));
                });
    }

    /** Holds the user, and all users together, to the limits of open jobs. */
    private Future<?> hold(SqlConnection tx, UserId user) {
        return tx.preparedQuery("SELECT (SELECT COUNT(*) FROM job WHERE user_id = ? AND finished_at IS NULL), "
                        + "(SELECT COUNT(*) FROM job WHERE finished_at IS NULL)")
                .execute(Tuple.of(user.value()))
                .compose(rows -> {
                    var row = rows.iterator().next();
                    if (row.getLong(0) >= limits.openJobsPerUser()) {
                        return Future.failedFuture(ServiceException.retryLater(
                                ProblemType.TOO_MANY_JOBS,
                                "You have " + row.getLong(0) + " open jobs; at most " + limits.openJobsPerUser()
                                        + " are allowed. Wait for one to end or cancel one.",
                                WHEN_FULL));
                    }
                    if (row.getLong(1) >= limits.openJobs()) {
                        return Future.failedFuture(ServiceException.retryLater(
                                ProblemType.SERVICE_FULL, "The queue is full. Try again shortly.", WHEN_FULL));
                    }
                    return Future.succeededFuture();
                });
    }

    /**
     * Start-time fair queueing: a user's next job goes one turn after that user's last one in the queue, but never
     * before the turn that the queue has come to.
     */
    static Future<Long> turn(SqlClient client, UserId user) {
        return client.preparedQuery(
                        """
                        SELECT GREATEST(
                            COALESCE((SELECT MIN(turn) FROM job WHERE state = 'QUEUED' AND worker IS NULL), 0),
                            COALESCE((SELECT MAX(turn) + 1 FROM job WHERE user_id = ? AND state = 'QUEUED'), 0))""")
                .execute(Tuple.of(user.value()))
                .map(rows -> rows.iterator().next().getLong(0));
    }

    private static Future<?> insert(SqlConnection tx, JobId id, Submission job, Buffer digest, long turn) {
        var input = job.input();
        return tx.preparedQuery(
                        """
                        INSERT INTO job (id, user_id, model_id, model_name, model_version, encoding_id, mode, strains,
                                         records, reference_records, pairs,
                                         state, stage, turn, created_at, idempotency_key, request_digest)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'QUEUED', 'queued', ?, UTC_TIMESTAMP(3), ?, ?)""")
                .execute(Tuple.from(new Object[] {
                    id.value(),
                    job.user().value(),
                    job.modelId(),
                    job.modelName(),
                    job.modelVersion(),
                    job.encodingId(),
                    job.mode().label(),
                    input.strains().encode(),
                    input.records(),
                    input.references(),
                    input.pairs(),
                    turn,
                    job.idempotencyKey(),
                    digest
                }))
                .compose(inserted -> tx.preparedQuery("INSERT INTO job_input (job_id, records) VALUES (?, ?)")
                        .execute(Tuple.of(id.value(), input.gzip())));
    }

    private Future<Accepted> tell(SqlConnection tx, JobId id, Submission job) {
        var draft = new EventAppender.Draft(
                job.user(), id, 0, JobState.Open.QUEUED, Stage.QUEUED, Messages.queued(), null, null);
        return events.append(tx, List.of(draft)).compose(told -> position(tx, id)
                .map(position -> new Accepted(
                        id,
                        JobState.Open.QUEUED,
                        position,
                        new Changes(told, List.of(new JobSubmitted(id)), List.of()))));
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
