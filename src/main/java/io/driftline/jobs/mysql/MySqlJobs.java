package io.driftline.jobs.mysql;

import io.driftline.config.Limits;
import io.driftline.database.Database;
import io.driftline.database.StatementRefused;
import io.driftline.failpoints.FailPoint;
import io.driftline.identity.UserId;
import io.driftline.job.JobId;
import io.driftline.job.JobProblem;
import io.driftline.job.JobRules;
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
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A user's own jobs in MySQL. */
public final class MySqlJobs implements Jobs {
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
        return database.statement(client -> client.preparedQuery(JobViews.ALL + "WHERE j.id = ? AND j.user_id = ?")
                .execute(Tuple.of(job.value(), owner.value()))
                .compose(rows -> rows.size() == 0
                        ? notFound()
                        : Future.succeededFuture(JobViews.of(rows.iterator().next()))));
    }

    @Override
    public Future<List<JobView>> list(UserId owner, JobFilter filter, @Nullable JobId before, int limit) {
        List<Object> values = new ArrayList<>();
        var views = JobViews.with(FilterSql.inside(filter, values));
        values.add(owner.value());
        var older = before == null
                ? ""
                : "AND j.number < (SELECT o.number FROM job o WHERE o.id = ? AND o.user_id = j.user_id) ";
        if (before != null) {
            values.add(before.value());
        }
        var where = older + FilterSql.of(filter, values);
        values.add(limit);
        return database.statement(client -> client.preparedQuery(
                        views + "WHERE j.user_id = ? " + where + "ORDER BY j.number DESC LIMIT ?")
                .execute(Tuple.from(values))
                .map(rows -> {
                    List<JobView> listed = new ArrayList<>();
                    rows.forEach(row -> listed.add(JobViews.of(row)));
                    return listed;
                }));
    }

    @Override
    public Future<Void> rename(UserId owner, JobId job, @Nullable String title) {
        return set("title", title, owner, job);
    }

    @Override
    public Future<Void> annotate(UserId owner, JobId job, @Nullable String note) {
        return set("note", note, owner, job);
    }

    /** As a transaction, which is repeated: with what workers say of the job meanwhile it may come to a deadlock. */
    private Future<Void> set(String column, @Nullable String text, UserId owner, JobId job) {
        return database.transaction(
                client -> client.preparedQuery("UPDATE job SET " + column + " = ? WHERE id = ? AND user_id = ?")
                        .execute(Tuple.of(text, job.value(), owner.value()))
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

    static <T> Future<T> notFound() {
        return Future.failedFuture(ServiceException.of(ProblemType.JOB_NOT_FOUND, JobWords.NOT_FOUND.message()));
    }
}
