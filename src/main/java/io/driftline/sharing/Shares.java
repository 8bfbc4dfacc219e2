package io.driftline.sharing;

import io.driftline.database.Database;
import io.driftline.identity.Secrets;
import io.driftline.identity.UserId;
import io.driftline.job.JobId;
import io.driftline.problem.ProblemType;
import io.driftline.problem.ServiceException;
import io.driftline.words.JobWords;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * The links to results, one a job at most. Whoever holds a link's secret reads that one result and learns nothing else.
 */
public final class Shares {
    private final Database database;
    private final Clock clock;

    public Shares(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * A new link.
     *
     * @param secret what it holds: 260 random bits, shown once and kept as a hash
     */
    public record Fresh(String secret, Instant createdAt) {}

    /** What a link leads to, and by whose permission. */
    public record Shared(UserId owner, JobId job) {}

    /** A new link in place of any that there was; fails with NO_RESULT, for somebody else's job as well. */
    public Future<Fresh> create(UserId owner, JobId job) {
        var fresh = new Fresh(Secrets.random(), clock.instant().truncatedTo(ChronoUnit.MILLIS));
        var at = LocalDateTime.ofInstant(fresh.createdAt(), ZoneOffset.UTC);
        return database.statement(client -> client.preparedQuery(
                        """
                        INSERT INTO job_share (job_id, secret_hash, created_at)
                        SELECT j.id, ?, ? FROM job j JOIN job_result r ON r.job_id = j.id
                        WHERE j.id = ? AND j.user_id = ?
                        ON DUPLICATE KEY UPDATE secret_hash = VALUES(secret_hash), created_at = VALUES(created_at)""")
                .execute(Tuple.of(Secrets.hash(fresh.secret()), at, job.value(), owner.value()))
                .map(rows -> {
                    if (rows.rowCount() == 0) {
                        throw ServiceException.of(ProblemType.NO_RESULT, JobWords.NO_RESULT.message());
                    }
                    return fresh;
                }));
    }

    /** Since when the job has a link, empty if it has none; fails with JOB_NOT_FOUND. */
    public Future<Optional<Instant>> since(UserId owner, JobId job) {
        return database.statement(client -> client.preparedQuery("SELECT s.created_at FROM job j"
                        + " LEFT JOIN job_share s ON s.job_id = j.id WHERE j.id = ? AND j.user_id = ?")
                .execute(Tuple.of(job.value(), owner.value()))
                .map(rows -> {
                    if (rows.size() == 0) {
                        throw ServiceException.of(ProblemType.JOB_NOT_FOUND, JobWords.NOT_FOUND.message());
                    }
                    return Optional.ofNullable(rows.iterator().next().getLocalDateTime(0))
                            .map(at -> at.toInstant(ZoneOffset.UTC));
                }));
    }

    /** From now on the link leads nowhere; fails with SHARE_NOT_FOUND. */
    public Future<Void> revoke(UserId owner, JobId job) {
        return database.statement(client -> client.preparedQuery(
                        "DELETE s FROM job_share s JOIN job j ON j.id = s.job_id WHERE s.job_id = ? AND j.user_id = ?")
                .execute(Tuple.of(job.value(), owner.value()))
                .map(rows -> {
                    if (rows.rowCount() == 0) {
                        throw ServiceException.of(ProblemType.SHARE_NOT_FOUND, JobWords.NOT_SHARED.message());
                    }
                    return null;
                }));
    }

    /** Fails with SHARE_NOT_FOUND, alike for a link that was revoked and for one that never was. */
    public Future<Shared> open(String secret) {
        return database.statement(client -> client.preparedQuery("SELECT j.user_id, j.id FROM job_share s"
                        + " JOIN job j ON j.id = s.job_id WHERE s.secret_hash = ?")
                .execute(Tuple.of(Secrets.hash(secret)))
                .map(rows -> {
                    if (rows.size() == 0) {
                        throw unknown();
                    }
                    var row = rows.iterator().next();
                    return new Shared(new UserId(row.getString("user_id")), new JobId(row.getString("id")));
                }));
    }

    /** What whoever holds no valid link is told. */
    public static ServiceException unknown() {
        return ServiceException.of(ProblemType.SHARE_NOT_FOUND, JobWords.SHARE_GONE.message());
    }
}
