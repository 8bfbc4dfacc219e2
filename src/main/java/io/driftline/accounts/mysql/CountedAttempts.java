package io.driftline.accounts.mysql;

import io.driftline.accounts.ThrottleRule;
import io.driftline.database.Database;
import io.driftline.identity.Secrets;
import io.driftline.problem.ServiceException;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Counts attempts in the database by what they are made of, kept as hashes: all nodes share them and restarts keep them. */
final class CountedAttempts {
    private final Database database;
    private final Clock clock;

    CountedAttempts(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Something that attempts are counted of. */
    record Bucket(ThrottleRule rule, Buffer key) {
        static Bucket of(ThrottleRule rule, String what, String... whose) {
            return new Bucket(rule, Secrets.hash(what + ":" + String.join(":", whose)));
        }
    }

    /** Whole seconds to wait, at least one. */
    static long seconds(Duration left) {
        return Math.max(1, (left.toMillis() + 999) / 1000);
    }

    /** Counts in all of them, or, if one is paused, in none. */
    Future<Void> attempt(List<Bucket> buckets, Function<Duration, ServiceException> paused) {
        var now = clock.instant();
        return database.transaction(connection -> lock(connection, buckets, now).compose(counts -> {
            var until = counts.values().stream()
                    .map(ThrottleRule.Count::blockedUntil)
                    .max(Instant::compareTo)
                    .orElse(now);
            if (now.isBefore(until)) {
                return Future.failedFuture(paused.apply(Duration.between(now, until)));
            }
            counts.replaceAll((bucket, count) -> bucket.rule().add(count, now));
            return save(connection, counts);
        }));
    }

    /** The attempts were good ones after all. */
    Future<Void> forgive(List<Bucket> buckets) {
        var now = clock.instant();
        return database.transaction(connection -> lock(connection, buckets, now).compose(counts -> {
            counts.replaceAll((bucket, count) -> count.forgiven());
            return save(connection, counts);
        }));
    }

    /** Makes the rows if need be and holds their locks until the transaction's end. */
    private static Future<Map<Bucket, ThrottleRule.Count>> lock(
            SqlConnection connection, List<Bucket> buckets, Instant now) {
        // In the order given, which is that of all attempts: so none waits for another that waits for it.
        Map<Bucket, ThrottleRule.Count> counts = new LinkedHashMap<>();
        buckets.forEach(bucket -> counts.put(bucket, ThrottleRule.Count.fresh(now)));
        return write(connection, counts, "failures = failures")
                .compose(made -> connection
                        .preparedQuery("SELECT bucket, failures, window_start, blocked_until FROM sign_in_throttle"
                                + " WHERE bucket IN (" + marks("?", buckets.size()) + ") FOR UPDATE")
                        .execute(Tuple.from(buckets.stream().map(Bucket::key).toList())))
                .map(rows -> {
                    Map<Buffer, ThrottleRule.Count> kept = new HashMap<>();
                    rows.forEach(row -> kept.put(
                            row.getBuffer("bucket"),
                            new ThrottleRule.Count(
                                            row.getInteger("failures"),
                                            AccountRows.time(row, "window_start"),
                                            AccountRows.time(row, "blocked_until"))
                                    .believed(now)));
                    counts.replaceAll((bucket, fresh) -> kept.getOrDefault(bucket.key(), fresh));
                    return counts;
                });
    }

    private static Future<Void> save(SqlConnection connection, Map<Bucket, ThrottleRule.Count> counts) {
        return write(
                connection,
                counts,
                "failures = VALUES(failures), window_start = VALUES(window_start),"
                        + " blocked_until = VALUES(blocked_until), forget_at = VALUES(forget_at)");
    }

    private static Future<Void> write(
            SqlConnection connection, Map<Bucket, ThrottleRule.Count> counts, String ifThere) {
        List<Object> values = new ArrayList<>();
        counts.forEach((bucket, count) -> Collections.addAll(
                values,
                bucket.key(),
                count.attempts(),
                AccountRows.utc(count.windowStart()),
                AccountRows.utc(count.blockedUntil()),
                AccountRows.utc(bucket.rule().forgetAt(count))));
        return connection
                .preparedQuery("INSERT INTO sign_in_throttle"
                        + " (bucket, failures, window_start, blocked_until, forget_at) VALUES "
                        + marks("(?, ?, ?, ?, ?)", counts.size()) + " ON DUPLICATE KEY UPDATE " + ifThere)
                .execute(Tuple.from(values))
                .mapEmpty();
    }

    private static String marks(String mark, int count) {
        return String.join(", ", Collections.nCopies(count, mark));
    }
}
