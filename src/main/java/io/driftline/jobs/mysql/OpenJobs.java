package io.driftline.jobs.mysql;

import io.driftline.config.Limits;
import io.driftline.identity.UserId;
import io.driftline.jobs.Accepted;
import io.driftline.problem.ProblemType;
import io.driftline.problem.ServiceException;
import io.driftline.words.JobWords;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;

/** How many jobs are open, and how many may be. */
final class OpenJobs {
    private static final Duration WHEN_FULL = Duration.ofSeconds(10);

    /** Columns {@code own}, {@code open}, {@code most}; values: the user, what each may have, the user, the same again. */
    static final String COUNTS =
            """
            (SELECT COUNT(*) FROM job WHERE user_id = ? AND finished_at IS NULL) AS own,
            (SELECT COUNT(*) FROM job WHERE finished_at IS NULL) AS open,
            LEAST(?, COALESCE((SELECT open_jobs FROM guest WHERE user_id = ?), ?)) AS most""";

    private final Limits limits;

    OpenJobs(Limits limits) {
        this.limits = limits;
    }

    /** Whether its open jobs are no more than a user may have, this one counted; exact once its counter is locked. */
    Future<Boolean> isRoom(SqlConnection tx, UserId user) {
        int most = limits.openJobsPerUser();
        return tx.preparedQuery(
                        """
                        SELECT (SELECT COUNT(*) FROM job WHERE user_id = ? AND finished_at IS NULL)
                            <= LEAST(?, COALESCE((SELECT open_jobs FROM guest WHERE user_id = ?), ?))""")
                .execute(Tuple.of(user.value(), most, user.value(), most))
                .map(rows -> rows.iterator().next().getLong(0) == 1);
    }

    /** Always fails: with what is full. */
    Future<Accepted> full(SqlConnection tx, UserId user) {
        int mostOfUser = limits.openJobsPerUser();
        return tx.preparedQuery("SELECT " + COUNTS)
                .execute(Tuple.of(user.value(), mostOfUser, user.value(), mostOfUser))
                .compose(rows -> {
                    var counted = rows.iterator().next();
                    long most = counted.getLong("most");
                    return Future.failedFuture(
                            counted.getLong("own") >= most
                                    ? ServiceException.retryLater(
                                            ProblemType.TOO_MANY_JOBS, JobWords.OPEN_MOST.message(most), WHEN_FULL)
                                    : ServiceException.retryLater(
                                            ProblemType.SERVICE_FULL, JobWords.QUEUE_FULL.message(), WHEN_FULL));
                });
    }
}
