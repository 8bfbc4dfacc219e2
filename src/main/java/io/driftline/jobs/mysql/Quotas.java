package io.driftline.jobs.mysql;

import io.driftline.config.Config;
import io.driftline.config.Limits;
import io.driftline.database.Database;
import io.driftline.identity.UserId;
import io.driftline.job.Submission;
import io.driftline.jobs.RecentlyUsed;
import io.driftline.problem.ProblemType;
import io.driftline.problem.ServiceException;
import io.driftline.words.JobWords;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the jobs of one user may take up. It is looked at before a submission's transaction, so that no lock waits for it;
 * what is submitted at the same moment may go over by itself, but not over the pairs of a day.
 */
public final class Quotas {
    private static final int MEBI = 1 << 20;
    private static final int MINUTE = 60;

    /** For so long what a user has stored need not be summed again, while so much more may be. */
    private static final Duration SUMMED = Duration.ofMinutes(1);

    private static final long AMPLE = 64L * MEBI;
    private static final int USERS = 10_000;

    private final Database database;
    private final Limits limits;
    private final long retentionDays;
    private final Clock clock;
    private final Map<UserId, Sum> sums = Collections.synchronizedMap(new RecentlyUsed<>(USERS));

    public Quotas(Database database, Limits limits, Config.Jobs jobs, Clock clock) {
        this.database = database;
        this.limits = limits;
        this.clock = clock;
        retentionDays = jobs.retention().toDays();
    }

    private record Sum(long bytes, Instant until) {}

    /**
     * What a user has, and what is allowed; an operator may have said otherwise of this one than the settings of all.
     *
     * @param bytes of inputs and results, packed as they are stored; an input that several jobs have is stored once
     * @param pairsToday since 00:00 UTC; counted only where there is a bound
     * @param pairsAllowed a day; 0 is no bound
     * @param dayEndsIn seconds until the next 00:00 UTC, by the database's clock
     * @param retentionDays that a job is kept after its end
     */
    public record Usage(
            long jobs,
            int jobsAllowed,
            long bytes,
            long bytesAllowed,
            long pairsToday,
            long pairsAllowed,
            long dayEndsIn,
            long retentionDays) {}

    public Future<Usage> usage(UserId user) {
        return Future.all(sum(user), used(user)).map(both -> {
            Row used = both.resultAt(1);
            return usage(used, both.resultAt(0));
        });
    }

    /** The same, but where there is ample room its bytes may be those of a minute ago: a sum takes as long as a history is. */
    public Future<Usage> usageLately(UserId user) {
        var known = sums.get(user);
        if (known == null || known.until().isBefore(clock.instant())) {
            return usage(user);
        }
        long bytes = known.bytes();
        return used(user)
                .map(used -> usage(used, bytes))
                .compose(usage -> isAmple(usage) ? Future.succeededFuture(usage) : usage(user));
    }

    private static boolean isAmple(Usage usage) {
        return usage.bytesAllowed() - usage.bytes() > AMPLE;
    }

    private Future<Long> sum(UserId user) {
        return database.statement(client -> client.preparedQuery(
                                """
                                SELECT CAST(COALESCE((
                                    SELECT SUM(r.packed_bytes) FROM job j JOIN job_result r ON r.job_id = j.id
                                    WHERE j.user_id = ?), 0) + COALESCE((
                                    SELECT SUM(i.bytes)
                                    FROM (SELECT DISTINCT input_id FROM job FORCE INDEX (job_input_of_user) WHERE user_id = ?) own
                                    STRAIGHT_JOIN job_input i FORCE INDEX (job_input_bytes) ON i.job_id = own.input_id), 0) AS SIGNED)""")
                        .execute(Tuple.of(user.value(), user.value()))
                        .map(rows -> rows.iterator().next().getLong(0)))
                .onSuccess(
                        bytes -> sums.put(user, new Sum(bytes, clock.instant().plus(SUMMED))));
    }

    private Future<Row> used(UserId user) {
        return database.statement(client -> client.preparedQuery(
                        """
                        SELECT (SELECT COUNT(*) FROM job j WHERE j.user_id = ?),
                               LEAST(?, COALESCE((SELECT g.jobs FROM guest g WHERE g.user_id = ?), ?)),
                               (SELECT l.stored_bytes FROM user_limit l WHERE l.user_id = ?),
                               (SELECT l.pairs_per_day FROM user_limit l WHERE l.user_id = ?),
                               (SELECT p.pairs FROM pairs_of_day p WHERE p.user_id = ? AND p.day = UTC_DATE()),
                               TIMESTAMPDIFF(SECOND, UTC_TIMESTAMP(), UTC_DATE() + INTERVAL 1 DAY),
                               (SELECT l.retention_days FROM user_limit l WHERE l.user_id = ?)""")
                .execute(Tuple.tuple()
                        .addString(user.value())
                        .addInteger(limits.jobsPerUser())
                        .addString(user.value())
                        .addInteger(limits.jobsPerUser())
                        .addString(user.value())
                        .addString(user.value())
                        .addString(user.value())
                        .addString(user.value()))
                .map(rows -> rows.iterator().next()));
    }

    /**
     * Lets a submission pass, and takes its pairs from its user's day where that has a bound: the answer is how many it
     * took, to be given back if nothing becomes of it. Fails with TOO_MANY_KEPT_JOBS, KEPT_TOO_MUCH or TOO_MANY_PAIRS_TODAY;
     * what was accepted before is let pass, to be answered as then.
     */
    public Future<Long> require(Submission submission, Usage used) {
        boolean room = used.jobs() < used.jobsAllowed() && used.bytes() < used.bytesAllowed();
        if (room && used.pairsAllowed() == 0) {
            return Future.succeededFuture(0L);
        }
        return wasAccepted(submission).compose(again -> {
            if (again) {
                return Future.succeededFuture(0L);
            }
            return room ? take(submission, used) : Future.failedFuture(full(used));
        });
    }

    /** In one statement each, so that of two at the same moment one is refused if there is room for one. */
    private Future<Long> take(Submission submission, Usage used) {
        long asked = submission.input().pairs();
        return database.statement(client -> client.preparedQuery(
                                "INSERT IGNORE INTO pairs_of_day (user_id, day, pairs) VALUES (?, UTC_DATE(), 0)")
                        .execute(Tuple.of(submission.user().value()))
                        .compose(begun -> client.preparedQuery(
                                        "UPDATE pairs_of_day SET pairs = pairs + ? WHERE user_id = ? AND day = UTC_DATE()"
                                                + " AND pairs + ? <= ?")
                                .execute(Tuple.of(asked, submission.user().value(), asked, used.pairsAllowed()))))
                .compose(taken -> taken.rowCount() == 1
                        ? forgetDays(submission.user()).map(asked)
                        : Future.failedFuture(tooManyToday(asked, used)));
    }

    private Future<Void> forgetDays(UserId user) {
        return database.statement(
                client -> client.preparedQuery("DELETE FROM pairs_of_day WHERE user_id = ? AND day < UTC_DATE()")
                        .execute(Tuple.of(user.value()))
                        .mapEmpty());
    }

    /** Of a submission that was refused after all. */
    public Future<Void> giveBack(UserId user, long pairs) {
        return pairs == 0
                ? Future.succeededFuture()
                : database.statement(
                        client -> client.preparedQuery("UPDATE pairs_of_day SET pairs = GREATEST(0, pairs - ?)"
                                        + " WHERE user_id = ? AND day = UTC_DATE()")
                                .execute(Tuple.of(pairs, user.value()))
                                .mapEmpty());
    }

    private Usage usage(Row row, long bytes) {
        return new Usage(
                row.getLong(0),
                row.getInteger(1),
                bytes,
                given(row.getLong(2), limits.userStoredBytes()),
                given(row.getLong(4), 0),
                given(row.getLong(3), limits.pairsPerDay()),
                row.getLong(5),
                given(row.getLong(6), retentionDays));
    }

    private static long given(@Nullable Long own, long otherwise) {
        return own == null ? otherwise : own;
    }

    private static ServiceException tooManyToday(long asked, Usage used) {
        return ServiceException.retryLater(
                ProblemType.TOO_MANY_PAIRS_TODAY,
                JobWords.PAIRS_DAY.message(
                        asked, used.pairsAllowed(), used.pairsToday(), (used.dayEndsIn() + MINUTE - 1) / MINUTE),
                Duration.ofSeconds(used.dayEndsIn()));
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

    private static ServiceException full(Usage used) {
        return used.jobs() >= used.jobsAllowed()
                ? ServiceException.of(
                        ProblemType.TOO_MANY_KEPT_JOBS,
                        JobWords.KEPT_MOST.message(used.jobs(), used.jobsAllowed(), used.retentionDays()))
                : ServiceException.of(
                        ProblemType.KEPT_TOO_MUCH,
                        JobWords.KEPT_BYTES.message(
                                mebibytes(used.bytes()), mebibytes(used.bytesAllowed()), used.retentionDays()));
    }

    private static long mebibytes(long bytes) {
        return (bytes + MEBI - 1) / MEBI;
    }
}
