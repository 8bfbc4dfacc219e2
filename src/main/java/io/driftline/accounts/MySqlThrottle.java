package io.driftline.accounts;

import io.driftline.config.Config;
import io.driftline.database.Database;
import io.driftline.problem.ProblemType;
import io.driftline.problem.ServiceException;
import io.driftline.words.AccountWords;
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

/**
 * Counts attempts to sign in and up in the database: all nodes share them and restarts keep them. What is counted, and
 * which networks an account's holder has signed in from, is kept under hashes only.
 */
public final class MySqlThrottle {
    private static final Duration KNOWN_FOR = Duration.ofDays(30);

    private final Database database;
    private final Throttle signIns;
    private final Throttle signUps;
    private final Clock clock;

    public MySqlThrottle(Database database, Config.Accounts settings, Clock clock) {
        this.database = database;
        this.clock = clock;
        signIns = Throttle.rate(settings.signInsPerMinute(), Duration.ofMinutes(1));
        signUps = Throttle.rate(settings.signUpsPerHour(), Duration.ofHours(1));
    }

    /** Something that attempts are counted of. */
    private record Bucket(Throttle rule, Buffer key) {
        static Bucket of(Throttle rule, String what, String... whose) {
            return new Bucket(rule, Secrets.hash(what + ":" + String.join(":", whose)));
        }
    }

    /** Counts an attempt before its password is looked at; fails with SIGN_IN_THROTTLED, uncounted, while it is paused. */
    Future<Void> signIn(Email email, Source source) {
        return isKnown(email, source).compose(known -> {
            var buckets = new ArrayList<>(List.of(
                    Bucket.of(signIns, "sign-ins", source.network()), failuresOf(source), failuresOf(email, source)));
            if (!known) {
                buckets.add(failuresOf(email));
            }
            return attempt(buckets);
        });
    }

    /** The password was never looked at. */
    Future<Void> undo(Email email, Source source) {
        return forgive(List.of(failuresOf(source), failuresOf(email, source), failuresOf(email)));
    }

    /** The right password was given: this network's earlier errors no longer count, and the account's holder is known there. */
    Future<Void> signedIn(Email email, Source source) {
        return database.statement(client -> client.preparedQuery("DELETE FROM sign_in_throttle WHERE bucket = ?")
                        .execute(Tuple.of(failuresOf(email, source).key())))
                .compose(cleared -> forgive(List.of(failuresOf(source), failuresOf(email))))
                .compose(forgiven -> remember(email, source));
    }

    /** Counts a new account, and that somebody may be asking whether an e-mail is taken. */
    Future<Void> signUp(Source source) {
        return attempt(List.of(Bucket.of(signUps, "sign-ups", source.network()), failuresOf(source)));
    }

    Future<Void> signedUp(Email email, Source source) {
        return forgive(List.of(failuresOf(source))).compose(forgiven -> remember(email, source));
    }

    /** Drops what no longer counts. */
    Future<Void> prune() {
        return database.statement(
                client -> client.preparedQuery("DELETE FROM sign_in_throttle WHERE forget_at < ? LIMIT 10000")
                        .execute(Tuple.of(Rows.utc(clock.instant())))
                        .mapEmpty());
    }

    private Future<Boolean> isKnown(Email email, Source source) {
        return database.statement(
                client -> client.preparedQuery("SELECT 1 FROM sign_in_throttle WHERE bucket = ? AND forget_at > ?")
                        .execute(Tuple.of(known(email, source), Rows.utc(clock.instant())))
                        .map(rows -> rows.size() > 0));
    }

    private Future<Void> remember(Email email, Source source) {
        var now = clock.instant();
        return database.statement(client -> client.preparedQuery("INSERT INTO sign_in_throttle"
                        + " (bucket, failures, window_start, blocked_until, forget_at) VALUES (?, 0, ?, ?, ?)"
                        + " ON DUPLICATE KEY UPDATE forget_at = VALUES(forget_at)")
                .execute(Tuple.of(known(email, source), Rows.utc(now), Rows.utc(now), Rows.utc(now.plus(KNOWN_FOR))))
                .mapEmpty());
    }

    /** Counts in all of them, or, if one is paused, in none. */
    private Future<Void> attempt(List<Bucket> buckets) {
        var now = clock.instant();
        return database.transaction(connection -> lock(connection, buckets, now).compose(counts -> {
            var until = counts.values().stream()
                    .map(Throttle.Count::blockedUntil)
                    .max(Instant::compareTo)
                    .orElse(now);
            if (now.isBefore(until)) {
                return Future.failedFuture(paused(Duration.between(now, until)));
            }
            counts.replaceAll((bucket, count) -> bucket.rule().add(count, now));
            return save(connection, counts);
        }));
    }

    private Future<Void> forgive(List<Bucket> buckets) {
        var now = clock.instant();
        return database.transaction(connection -> lock(connection, buckets, now).compose(counts -> {
            counts.replaceAll((bucket, count) -> count.forgiven());
            return save(connection, counts);
        }));
    }

    /** Makes the rows if need be and holds their locks until the transaction's end. */
    private static Future<Map<Bucket, Throttle.Count>> lock(
            SqlConnection connection, List<Bucket> buckets, Instant now) {
        // In the order given, which is that of all attempts: so none waits for another that waits for it.
        Map<Bucket, Throttle.Count> counts = new LinkedHashMap<>();
        buckets.forEach(bucket -> counts.put(bucket, Throttle.Count.fresh(now)));
        return write(connection, counts, "failures = failures")
                .compose(made -> connection
                        .preparedQuery("SELECT bucket, failures, window_start, blocked_until FROM sign_in_throttle"
                                + " WHERE bucket IN (" + marks("?", buckets.size()) + ") FOR UPDATE")
                        .execute(Tuple.from(buckets.stream().map(Bucket::key).toList())))
                .map(rows -> {
                    Map<Buffer, Throttle.Count> kept = new HashMap<>();
                    rows.forEach(row -> kept.put(
                            row.getBuffer("bucket"),
                            new Throttle.Count(
                                            row.getInteger("failures"),
                                            Rows.time(row, "window_start"),
                                            Rows.time(row, "blocked_until"))
                                    .believed(now)));
                    counts.replaceAll((bucket, fresh) -> kept.getOrDefault(bucket.key(), fresh));
                    return counts;
                });
    }

    private static Future<Void> save(SqlConnection connection, Map<Bucket, Throttle.Count> counts) {
        return write(
                connection,
                counts,
                "failures = VALUES(failures), window_start = VALUES(window_start),"
                        + " blocked_until = VALUES(blocked_until), forget_at = VALUES(forget_at)");
    }

    private static Future<Void> write(SqlConnection connection, Map<Bucket, Throttle.Count> counts, String ifThere) {
        List<Object> values = new ArrayList<>();
        counts.forEach((bucket, count) -> Collections.addAll(
                values,
                bucket.key(),
                count.attempts(),
                Rows.utc(count.windowStart()),
                Rows.utc(count.blockedUntil()),
                Rows.utc(bucket.rule().forgetAt(count))));
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

    private static ServiceException paused(Duration left) {
        long seconds = Math.max(1, (left.toMillis() + 999) / 1000);
        return ServiceException.retryLater(
                ProblemType.SIGN_IN_THROTTLED, AccountWords.WAIT.message(seconds), Duration.ofSeconds(seconds));
    }

    private static Bucket failuresOf(Source source) {
        return Bucket.of(Throttle.SOURCE, "source", source.network());
    }

    private static Bucket failuresOf(Email email) {
        return Bucket.of(Throttle.ACCOUNT, "account", email.key());
    }

    private static Bucket failuresOf(Email email, Source source) {
        return Bucket.of(Throttle.PAIR, "pair", source.network(), email.key());
    }

    private static Buffer known(Email email, Source source) {
        return Secrets.hash("known:" + source.network() + ":" + email.key());
    }
}
