package io.driftline.accounts;

import io.driftline.database.Database;
import io.driftline.domain.ProblemType;
import io.driftline.domain.ServiceException;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Counts failed attempts in the database: all nodes share them and restarts keep them. */
public final class MySqlThrottle {
    private final Database database;
    private final Clock clock;

    public MySqlThrottle(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Counts an attempt on an account; fails with SIGN_IN_THROTTLED, uncounted, while it is paused. */
    Future<Void> attempt(Email email, Source source) {
        return attempt(Throttle.SOURCE, sourceBucket(source))
                .compose(counted -> attempt(Throttle.ACCOUNT, accountBucket(email))
                        .recover(paused -> forgive(Throttle.SOURCE, sourceBucket(source))
                                .compose(done -> Future.failedFuture(paused))));
    }

    /** The attempt was good, or was never looked at. */
    Future<Void> undo(Email email, Source source) {
        return forgive(Throttle.ACCOUNT, accountBucket(email))
                .compose(done -> forgive(Throttle.SOURCE, sourceBucket(source)));
    }

    /** The right password was given: earlier typing errors no longer count. */
    Future<Void> clear(Email email, Source source) {
        return database.statement(client -> client.preparedQuery("DELETE FROM sign_in_throttle WHERE bucket = ?")
                        .execute(Tuple.of(accountBucket(email))))
                .compose(done -> forgive(Throttle.SOURCE, sourceBucket(source)));
    }

    /** Counts something that only a source can be blamed for, such as asking whether an e-mail is taken. */
    Future<Void> attempt(Source source) {
        return attempt(Throttle.SOURCE, sourceBucket(source));
    }

    Future<Void> undo(Source source) {
        return forgive(Throttle.SOURCE, sourceBucket(source));
    }

    /** Drops what no longer counts. */
    Future<Void> prune() {
        return database.statement(
                client -> client.preparedQuery("DELETE FROM sign_in_throttle WHERE forget_at < ? LIMIT 10000")
                        .execute(Tuple.of(Rows.utc(clock.instant())))
                        .mapEmpty());
    }

    private Future<Void> attempt(Throttle throttle, Buffer bucket) {
        var now = clock.instant();
        return database.transaction(connection -> lock(connection, bucket, now)
                .compose(count -> count.blocked(now)
                        ? Future.failedFuture(paused(Duration.between(now, count.blockedUntil())))
                        : save(connection, bucket, throttle, throttle.fail(count, now))));
    }

    private Future<Void> forgive(Throttle throttle, Buffer bucket) {
        var now = clock.instant();
        return database.transaction(connection ->
                lock(connection, bucket, now).compose(count -> save(connection, bucket, throttle, count.forgiven())));
    }

    /** Makes the row if need be and holds its lock until the transaction's end. */
    private static Future<Throttle.Count> lock(SqlConnection connection, Buffer bucket, Instant now) {
        var time = Rows.utc(now);
        return connection
                .preparedQuery("INSERT INTO sign_in_throttle"
                        + " (bucket, failures, window_start, blocked_until, forget_at) VALUES (?, 0, ?, ?, ?)"
                        + " ON DUPLICATE KEY UPDATE failures = failures")
                .execute(Tuple.of(bucket, time, time, time))
                .compose(made -> connection
                        .preparedQuery("SELECT failures, window_start, blocked_until FROM sign_in_throttle"
                                + " WHERE bucket = ? FOR UPDATE")
                        .execute(Tuple.of(bucket)))
                .map(rows -> rows.iterator().next())
                .map(row -> new Throttle.Count(
                        row.getInteger("failures"), Rows.time(row, "window_start"), Rows.time(row, "blocked_until")));
    }

    private static Future<Void> save(SqlConnection connection, Buffer bucket, Throttle throttle, Throttle.Count count) {
        return connection
                .preparedQuery("UPDATE sign_in_throttle SET failures = ?, window_start = ?, blocked_until = ?,"
                        + " forget_at = ? WHERE bucket = ?")
                .execute(Tuple.of(
                        count.failures(),
                        Rows.utc(count.windowStart()),
                        Rows.utc(count.blockedUntil()),
                        Rows.utc(throttle.forgetAt(count)),
                        bucket))
                .mapEmpty();
    }

    private static ServiceException paused(Duration left) {
        long seconds = Math.max(1, (left.toMillis() + 999) / 1000);
        return ServiceException.retryLater(
                ProblemType.SIGN_IN_THROTTLED, "Wait " + seconds + " s, then try again.", Duration.ofSeconds(seconds));
    }

    private static Buffer accountBucket(Email email) {
        return Secrets.hash("account:" + email.key());
    }

    private static Buffer sourceBucket(Source source) {
        return Secrets.hash("source:" + source.network());
    }
}
