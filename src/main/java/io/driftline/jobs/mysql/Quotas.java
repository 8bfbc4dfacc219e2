package io.driftline.jobs.mysql;

import io.driftline.config.Config;
import io.driftline.database.Database;
import io.driftline.identity.UserId;
import io.driftline.job.Submission;
import io.driftline.problem.ProblemType;
import io.driftline.problem.ServiceException;
import io.driftline.words.JobWords;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;

/**
 * What the jobs of one user may take up. It is looked at before a submission's transaction, so that no lock waits for it;
 * what is submitted at the same moment may go over by itself.
 */
public final class Quotas {
    private static final int MEBI = 1 << 20;

    private final Database database;
    private final Config.Limits limits;
    private final long retentionDays;

    public Quotas(Database database, Config.Limits limits, Config.Jobs jobs) {
        this.database = database;
        this.limits = limits;
        retentionDays = jobs.retention().toDays();
    }

    /**
     * What a user has stored, and what is allowed.
     *
     * @param bytes of inputs and results, packed as they are stored; an input that several jobs have is stored once
     */
    public record Usage(long jobs, int jobsAllowed, long bytes, int bytesAllowed) {}

    public Future<Usage> usage(UserId user) {
        return database.statement(client -> client.preparedQuery(
                        """
                        SELECT COUNT(*),
                               CAST(COALESCE(SUM(r.packed_bytes), 0) + COALESCE((
                                   SELECT SUM(i.bytes) FROM job_input i
                                   WHERE i.job_id IN (SELECT o.input_id FROM job o WHERE o.user_id = ?)), 0) AS SIGNED)
                        FROM job j
                        LEFT JOIN job_result r ON r.job_id = j.id
                        WHERE j.user_id = ?""")
                .execute(Tuple.of(user.value(), user.value()))
                .map(rows -> usage(rows.iterator().next())));
    }

    /** Fails with TOO_MANY_KEPT_JOBS or KEPT_TOO_MUCH; what was accepted before is let pass, to be answered as then. */
    public Future<Void> require(Submission submission) {
        return usage(submission.user())
                .compose(used -> used.jobs() < used.jobsAllowed() && used.bytes() < used.bytesAllowed()
                        ? Future.succeededFuture()
                        : wasAccepted(submission)
                                .compose(again -> again ? Future.succeededFuture() : Future.failedFuture(full(used))));
    }

    private Usage usage(Row row) {
        return new Usage(row.getLong(0), limits.jobsPerUser(), row.getLong(1), limits.userStoredBytes());
    }

    private Future<Boolean> wasAccepted(Submission submission) {
        var key = submission.idempotencyKey();
        return key == null
                ? Future.succeededFuture(false)
                : database.statement(
                        client -> client.preparedQuery("SELECT 1 FROM job WHERE user_id = ? AND idempotency_key = ?")
                                .execute(Tuple.of(submission.user().value(), key))
                                .map(rows -> rows.size() > 0));
    }

    private ServiceException full(Usage used) {
        return used.jobs() >= used.jobsAllowed()
                ? ServiceException.of(
                        ProblemType.TOO_MANY_KEPT_JOBS,
                        JobWords.KEPT_MOST.message(used.jobs(), used.jobsAllowed(), retentionDays))
                : ServiceException.of(
                        ProblemType.KEPT_TOO_MUCH,
                        JobWords.KEPT_BYTES.message(
                                mebibytes(used.bytes()), mebibytes(used.bytesAllowed()), retentionDays));
    }

    private static long mebibytes(long bytes) {
        return (bytes + MEBI - 1) / MEBI;
    }
}
