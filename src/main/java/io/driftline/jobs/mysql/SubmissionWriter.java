package io.driftline.jobs.mysql;

import io.driftline.bus.news.JobSubmitted;
import io.driftline.config.Limits;
import io.driftline.identity.UserId;
import io.driftline.job.JobEvent;
import io.driftline.job.JobId;
import io.driftline.job.JobState;
import io.driftline.job.LockedJob;
import io.driftline.job.QueuedJob;
import io.driftline.job.Submission;
import io.driftline.jobs.Accepted;
import io.driftline.jobs.Changes;
import io.driftline.jobs.IdempotencyDigest;
import io.driftline.jobs.events.UserEvent;
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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Takes a submission into the queue: once for an idempotency key, within the limits, at its user's turn.
 *
 * <p>Its statements are sent together. Each does nothing, or fails, unless the job is there that the first one makes: whatever
 * becomes of the first, no other can stay without it. The user's counter is locked last, and what has to be exact is
 * counted under its lock.
 */
final class SubmissionWriter {
    /**
     * Start-time fair queueing: a user's next job goes one turn after that user's last one in the queue, but never
     * before the turn that the queue has come to.
     */
    private static final String TURN =
            """
            GREATEST(
                COALESCE((SELECT MIN(turn) FROM job WHERE state = 'QUEUED' AND worker IS NULL), 0),
                COALESCE((SELECT MAX(turn) + 1 FROM job WHERE user_id = ? AND state = 'QUEUED'), 0))""";

    /**
     * Where the job will stand, by its id, lest another's place be taken for it; without one it has no input. In a
     * statement of its own, since at the end of an {@code INSERT … SELECT} MariaDB makes its log durable, and again at the
     * commit. The cast says what the value is, where no column does.
     */
    private static final String PLACE =
            """
            SET @place = ?,
                @input = (SELECT IF(place.own < place.most AND place.open < ?, %s, NULL) FROM (SELECT %s) place),
                @turn = %s""";

    private static final String BRINGING = PLACE.formatted("CAST(? AS CHAR(26))", OpenJobs.COUNTS, TURN);
    private static final String REPEATING =
            PLACE.formatted("(SELECT input_id FROM job WHERE id = ? AND user_id = ?)", OpenJobs.COUNTS, TURN);

    private static final String INSERT =
            """
            INSERT INTO job (id, user_id, model_id, model_name, model_version, encoding_id, mode, title, batch_id, strains,
                             records, reference_records, pairs, idempotency_key, request_digest, trace, input_id,
                             state, stage, turn, created_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, IF(@place = ?, @input, NULL),
                    'QUEUED', 'queued', @turn, UTC_TIMESTAMP(3))""";

    /** A job that is locked cannot go, nor can the input that it has. */
    private static final String KEEP = "SELECT 1 FROM job WHERE id = ? AND user_id = ? LOCK IN SHARE MODE";

    private final EventAppender events;
    private final Limits limits;
    private final OpenJobs open;

    SubmissionWriter(EventAppender events, Limits limits) {
        this.events = events;
        this.limits = limits;
        this.open = new OpenJobs(limits);
    }

    /** Fails as a duplicate where the user has used the idempotency key before; then there is an {@link #earlier} one. */
    Future<Accepted> admit(SqlConnection tx, Submission submission) {
        var id = JobId.random();
        var user = submission.user();
        var kept = keep(tx, submission);
        var place = place(tx, id, submission);
        var isPlace = isPlace(tx);
        var job = insert(tx, id, submission);
        var input = insertInput(tx, id, submission);
        var position = position(tx, id);
        var offset = EventAppender.next(tx, id);
        var room = open.isRoom(tx, user);
        return Future.join(List.of(kept, place, isPlace, job, input, position, offset, room))
                .transform(sent -> {
                    if (kept.succeeded() && place.succeeded() && isPlace.succeeded() && !isPlace.result()) {
                        return withoutPlace(tx, submission, kept.result());
                    }
                    // Without its place the job fails, and without the job the others.
                    if (sent.failed()) {
                        return Stream.of(place, isPlace, job)
                                .filter(Future::failed)
                                .findFirst()
                                .map(first -> Future.<Accepted>failedFuture(first.cause()))
                                .orElseGet(() -> Future.failedFuture(sent.cause()));
                    }
                    return offset.result() == 0
                            ? tellFirst(tx, id, submission, position.result())
                            : tell(tx, id, submission, position.result(), offset.result(), room.result());
                });
    }

    private Future<Accepted> tellFirst(SqlConnection tx, JobId id, Submission submission, long position) {
        return EventAppender.first(tx, id).compose(offset -> open.isRoom(tx, submission.user())
                .compose(room -> tell(tx, id, submission, position, offset, room)));
    }

    private Future<Accepted> tell(
            SqlConnection tx, JobId id, Submission submission, long position, long offset, boolean isRoom) {
        return isRoom
                ? events.tell(tx, queued(id, submission), offset).map(told -> accepted(id, submission, position, told))
                : open.full(tx, submission.user());
    }

    private Future<?> place(SqlConnection tx, JobId id, Submission job) {
        var user = job.user().value();
        var repeated = job.repeated();
        int most = limits.openJobsPerUser();
        List<Object> values = new ArrayList<>(List.of(id.value(), limits.openJobs()));
        values.addAll(repeated == null ? List.of(id.value()) : List.of(repeated.value(), user));
        values.addAll(List.of(user, most, user, most, user));
        return tx.preparedQuery(repeated == null ? BRINGING : REPEATING).execute(Tuple.wrap(values));
    }

    private static Future<Boolean> isPlace(SqlConnection tx) {
        return tx.preparedQuery("SELECT @input IS NOT NULL")
                .execute()
                .map(rows -> rows.iterator().next().getLong(0) == 1);
    }

    private static Future<?> insert(SqlConnection tx, JobId id, Submission job) {
        var input = job.input();
        @Nullable JobId batch = job.batch();
        return tx.preparedQuery(INSERT)
                .execute(Tuple.wrap(Arrays.<@Nullable Object>asList(
                        id.value(),
                        job.user().value(),
                        job.model().id(),
                        job.model().name(),
                        job.model().version(),
                        job.model().encoding(),
                        job.mode().label(),
                        job.title(),
                        batch == null ? null : batch.value(),
                        input.strains().encode(),
                        input.records(),
                        input.references(),
                        input.pairs(),
                        job.idempotencyKey(),
                        IdempotencyDigest.of(job),
                        job.trace(),
                        id.value())));
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
        return tx.preparedQuery("INSERT INTO job_input (job_id, records) VALUES ((SELECT id FROM job WHERE id = ?), ?)")
                .execute(Tuple.of(id.value(), job.input().gzip()));
    }

    private static JobEvent queued(JobId id, Submission job) {
        return JobEvent.queued(LockedJob.submitted(id, job.user(), job.model()), job.trace());
    }

    private static Accepted accepted(JobId id, Submission job, long position, UserEvent told) {
        var queued = new JobSubmitted(id, position == 1 ? QueuedJob.of(id, job) : null);
        return new Accepted(id, JobState.Open.QUEUED, position, new Changes(List.of(told), List.of(queued), List.of()));
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
            return kept ? open.full(tx, submission.user()) : MySqlJobs.notFound();
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
                    if (!IdempotencyDigest.of(submission).equals(row.getBuffer("request_digest"))) {
                        return Future.failedFuture(
                                ServiceException.of(ProblemType.IDEMPOTENCY_CONFLICT, JobWords.KEY_TAKEN.message()));
                    }
                    var job = new JobId(row.getString("id"));
                    var state = JobState.of(row.getString("state"));
                    return position(client, job)
                            .map(position -> Optional.of(new Accepted(job, state, position, Changes.NONE)));
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
