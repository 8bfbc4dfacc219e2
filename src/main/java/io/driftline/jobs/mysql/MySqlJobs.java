package io.driftline.jobs.mysql;

import io.driftline.config.Limits;
import io.driftline.database.Database;
import io.driftline.database.StatementRefused;
import io.driftline.failpoints.FailPoint;
import io.driftline.identity.UserId;
import io.driftline.job.JobId;
import io.driftline.job.JobProblem;
import io.driftline.job.JobRules;
import io.driftline.job.JobState;
import io.driftline.job.Mode;
import io.driftline.job.Stage;
import io.driftline.job.Submission;
import io.driftline.jobs.Accepted;
import io.driftline.jobs.Changes;
import io.driftline.jobs.JobFilter;
import io.driftline.jobs.JobView;
import io.driftline.jobs.Jobs;
import io.driftline.jobs.UserTurns;
import io.driftline.problem.ProblemType;
import io.driftline.problem.ServiceException;
import io.driftline.words.JobWords;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A user's own jobs in MySQL. */
public final class MySqlJobs implements Jobs {
    private static final String VIEW =
            """
            SELECT j.id, j.number, j.state, j.stage, j.attempt, j.mode, j.title, j.strains, j.model_id,
                   j.records, j.reference_records, j.pairs,
                   COALESCE(m.name, j.model_name) AS model_title, j.model_version, j.encoding_id,
                   COALESCE(e.name, j.encoding_id) AS encoding_name, j.created_at, j.finished_at, j.problem, r.summary,
                   IF(j.state = 'QUEUED' AND j.worker IS NULL, (
                       SELECT COUNT(*) FROM job q
                       WHERE q.state = 'QUEUED' AND q.worker IS NULL
                         AND (q.turn < j.turn OR (q.turn = j.turn AND q.number <= j.number))), 0) AS position,
                   IF(j.state = 'QUEUED' AND j.worker IS NULL, (
                       SELECT COUNT(*) FROM job f
                       WHERE f.finished_at > UTC_TIMESTAMP(3) - INTERVAL 60 SECOND), 0) AS ended_lately
            FROM job j
            LEFT JOIN model m ON m.id = j.model_id
            LEFT JOIN encoding e ON e.id = j.encoding_id
            LEFT JOIN job_result r ON r.job_id = j.id
            """;

    private final Database database;
    private final UserTurns turns;
    private final DecisionWriter writer;
    private final SubmissionWriter admission;

    public MySqlJobs(Database database, UserTurns turns, Limits limits, Clock clock) {
        this.database = database;
        this.turns = turns;
        var events = new EventAppender(clock);
        // Whatever a user does to a job leaves no worker a lease.
        this.writer = new DecisionWriter(events, Duration.ZERO);
        this.admission = new SubmissionWriter(events, limits);
    }

    @Override
    public Future<Accepted> submit(Submission submission) {
        return turns.take(
                        submission.user(),
                        () -> database.together(tx -> admission
                                .admit(tx, submission)
                                .compose(accepted -> FailPoint.hit("SUBMITTED_NOT_COMMITTED", accepted))))
                .recover(failure -> submission.idempotencyKey() != null
                                && StatementRefused.isFor(StatementRefused.Reason.DUPLICATE, failure)
                        ? database.statement(client -> admission.earlier(client, submission))
                        : Future.failedFuture(failure));
    }

    @Override
    public Future<JobView> find(UserId owner, JobId job) {
        return database.statement(client -> client.preparedQuery(VIEW + "WHERE j.id = ? AND j.user_id = ?")
                .execute(Tuple.of(job.value(), owner.value()))
                .compose(rows -> rows.size() == 0
                        ? notFound()
                        : Future.succeededFuture(view(rows.iterator().next()))));
    }

    @Override
    public Future<List<JobView>> list(UserId owner, JobFilter filter, @Nullable JobId before, int limit) {
        List<Object> values = new ArrayList<>(List.of(owner.value()));
        var older = before == null
                ? ""
                : "AND j.number < (SELECT b.number FROM job b WHERE b.id = ? AND b.user_id = j.user_id) ";
        if (before != null) {
            values.add(before.value());
        }
        var where = older + FilterSql.of(filter, values);
        values.add(limit);
        return database.statement(
                client -> client.preparedQuery(VIEW + "WHERE j.user_id = ? " + where + "ORDER BY j.number DESC LIMIT ?")
                        .execute(Tuple.from(values))
                        .map(rows -> {
                            List<JobView> views = new ArrayList<>();
                            rows.forEach(row -> views.add(view(row)));
                            return views;
                        }));
    }

    @Override
    public Future<Void> rename(UserId owner, JobId job, @Nullable String title) {
        return database.statement(
                client -> client.preparedQuery("UPDATE job SET title = ? WHERE id = ? AND user_id = ?")
                        .execute(Tuple.of(title, job.value(), owner.value()))
                        .compose(rows -> rows.rowCount() == 1 ? Future.succeededFuture() : notFound()));
    }

    @Override
    public Future<JsonArray> events(UserId owner, JobId job) {
        return database.statement(
                client -> client.preparedQuery("SELECT j.id, e.frame FROM job j LEFT JOIN event e ON e.job_id = j.id "
                                + "WHERE j.id = ? AND j.user_id = ? ORDER BY e.`offset`")
                        .execute(Tuple.of(job.value(), owner.value()))
                        .compose(rows -> {
                            if (rows.size() == 0) {
                                return notFound();
                            }
                            var frames = new JsonArray();
                            for (Row row : rows) {
                                var frame = row.getString("frame");
                                if (frame != null) {
                                    frames.add(new JsonObject(JobProblem.frame(frame)));
                                }
                            }
                            return Future.succeededFuture(frames);
                        }));
    }

    @Override
    public Future<Buffer> result(UserId owner, JobId job, long from, int length) {
        return database.statement(
                client -> client.preparedQuery("SELECT SUBSTRING(r.content, ?, ?) AS slice FROM job j "
                                + "LEFT JOIN job_result r ON r.job_id = j.id WHERE j.id = ? AND j.user_id = ?")
                        .execute(Tuple.of(from + 1, length, job.value(), owner.value()))
                        .compose(rows -> {
                            if (rows.size() == 0) {
                                return notFound();
                            }
                            var slice = rows.iterator().next().getBuffer("slice");
                            return slice == null
                                    ? Future.failedFuture(
                                            ServiceException.of(ProblemType.NO_RESULT, JobWords.NO_RESULT.message()))
                                    : Future.succeededFuture(slice);
                        }));
    }

    @Override
    public Future<Buffer> input(UserId owner, JobId job) {
        return database.statement(client -> client.preparedQuery("SELECT i.records FROM job j "
                        + "JOIN job_input i ON i.job_id = j.input_id WHERE j.id = ? AND j.user_id = ?")
                .execute(Tuple.of(job.value(), owner.value()))
                .compose(rows -> rows.size() == 0
                        ? notFound()
                        : Future.succeededFuture(rows.iterator().next().getBuffer(0))));
    }

    @Override
    public Future<Changes> cancel(UserId owner, JobId job) {
        return turns.take(owner, () -> database.together(tx -> cancel(tx, owner, job)));
    }

    @Override
    public Future<Changes> delete(UserId owner, JobId job) {
        return turns.take(owner, () -> database.together(tx -> delete(tx, owner, job)));
    }

    private Future<Changes> delete(SqlConnection tx, UserId owner, JobId job) {
        return cancel(tx, owner, job).compose(changes -> EventAppender.blank(tx, List.of(job))
                .compose(blanked -> StoredInputs.removeJobs(tx, List.of(job)))
                .map(removed -> changes));
    }

    private Future<Changes> cancel(SqlConnection tx, UserId owner, JobId job) {
        return JobRows.lock(tx, List.of(job)).compose(jobs -> {
            var locked = jobs.get(job);
            if (locked == null || !locked.user().equals(owner)) {
                return notFound();
            }
            var decision = JobRules.cancel(locked);
            return writer.write(tx, decision).map(told -> Changes.of(decision, told));
        });
    }

    private static JobView view(Row row) {
        return new JobView(
                new JobId(row.getString("id")),
                JobState.of(row.getString("state")),
                Stage.of(row.getString("stage")),
                row.getInteger("attempt"),
                row.getLong("position"),
                waitSeconds(row.getLong("position"), row.getLong("ended_lately")),
                Mode.of(row.getString("mode")),
                row.getString("title"),
                new JsonArray(row.getString("strains")),
                row.getInteger("records"),
                row.getInteger("reference_records"),
                row.getLong("pairs"),
                model(row),
                instant(row.getLocalDateTime("created_at")),
                row.getLocalDateTime("finished_at") == null ? null : instant(row.getLocalDateTime("finished_at")),
                JobProblem.stored(row.getString("problem")),
                json(row.getString("summary")));
    }

    private static JobView.Model model(Row row) {
        return new JobView.Model(
                row.getLong("model_id"),
                row.getString("model_title"),
                row.getString("model_version"),
                row.getString("encoding_id"),
                row.getString("encoding_name"));
    }

    /** At the rate of the last minute; nobody can tell when nothing has ended in it. */
    static @Nullable Long waitSeconds(long position, long endedInAMinute) {
        return position == 0 || endedInAMinute == 0 ? null : (60 * position + endedInAMinute - 1) / endedInAMinute;
    }

    private static @Nullable JsonObject json(@Nullable String text) {
        return text == null ? null : new JsonObject(text);
    }

    static Instant instant(LocalDateTime utc) {
        return utc.toInstant(ZoneOffset.UTC);
    }

    static <T> Future<T> notFound() {
        return Future.failedFuture(ServiceException.of(ProblemType.JOB_NOT_FOUND, JobWords.NOT_FOUND.message()));
    }
}
