package io.driftline.accounts.mysql;

import io.driftline.accounts.AccountAttempts;
import io.driftline.accounts.ThrottleRule;
import io.driftline.accounts.mysql.CountedAttempts.Bucket;
import io.driftline.config.Config;
import io.driftline.database.Database;
import io.driftline.identity.Email;
import io.driftline.identity.Secrets;
import io.driftline.identity.Source;
import io.driftline.problem.ProblemType;
import io.driftline.problem.ServiceException;
import io.driftline.words.AccountWords;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Counts attempts to sign in and up in the database: all nodes share them and restarts keep them. What is counted, and
 * which networks an account's holder has signed in from, is kept under hashes only.
 */
public final class MySqlAccountAttempts implements AccountAttempts {
    private static final Duration KNOWN_FOR = Duration.ofDays(30);

    private static final ThrottleRule LETTERS = ThrottleRule.rate(3, Duration.ofHours(1));

    private final Database database;
    private final CountedAttempts attempts;
    private final ThrottleRule signIns;
    private final ThrottleRule signUps;
    private final Clock clock;

    public MySqlAccountAttempts(Database database, Config.Accounts settings, Clock clock) {
        this.database = database;
        this.clock = clock;
        attempts = new CountedAttempts(database, clock);
        signIns = ThrottleRule.rate(settings.signInsPerMinute(), Duration.ofMinutes(1));
        signUps = ThrottleRule.rate(settings.signUpsPerHour(), Duration.ofHours(1));
    }

    @Override
    public Future<Void> signIn(Email email, Source source) {
        return isKnown(email, source).compose(known -> {
            var buckets = new ArrayList<>(List.of(
                    Bucket.of(signIns, "sign-ins", source.network()), failuresOf(source), failuresOf(email, source)));
            if (!known) {
                buckets.add(failuresOf(email));
            }
            return attempts.attempt(buckets, MySqlAccountAttempts::paused);
        });
    }

    @Override
    public Future<Void> undo(Email email, Source source) {
        return attempts.forgive(List.of(failuresOf(source), failuresOf(email, source), failuresOf(email)));
    }

    @Override
    public Future<Void> signedIn(Email email, Source source) {
        return database.statement(client -> client.preparedQuery("DELETE FROM sign_in_throttle WHERE bucket = ?")
                        .execute(Tuple.of(failuresOf(email, source).key())))
                .compose(cleared -> attempts.forgive(List.of(failuresOf(source), failuresOf(email))))
                .compose(forgiven -> remember(email, source));
    }

    @Override
    public Future<Void> signUp(Source source) {
        return attempts.attempt(
                List.of(Bucket.of(signUps, "sign-ups", source.network()), failuresOf(source)),
                MySqlAccountAttempts::paused);
    }

    @Override
    public Future<Void> signedUp(Email email, Source source) {
        return attempts.forgive(List.of(failuresOf(source))).compose(forgiven -> remember(email, source));
    }

    @Override
    public Future<Void> forgotten(Email email, Source source) {
        return attempts.attempt(
                List.of(Bucket.of(signUps, "letters", source.network()), Bucket.of(LETTERS, "letters to", email.key())),
                MySqlAccountAttempts::paused);
    }

    @Override
    public Future<Void> elsewhere(Source source) {
        return attempts.attempt(
                List.of(Bucket.of(signIns, "by provider", source.network())), MySqlAccountAttempts::paused);
    }

    @Override
    public Future<Void> prune() {
        return database.statement(
                client -> client.preparedQuery("DELETE FROM sign_in_throttle WHERE forget_at < ? LIMIT 10000")
                        .execute(Tuple.of(AccountRows.utc(clock.instant())))
                        .mapEmpty());
    }

    private Future<Boolean> isKnown(Email email, Source source) {
        return database.statement(
                client -> client.preparedQuery("SELECT 1 FROM sign_in_throttle WHERE bucket = ? AND forget_at > ?")
                        .execute(Tuple.of(known(email, source), AccountRows.utc(clock.instant())))
                        .map(rows -> rows.size() > 0));
    }

    private Future<Void> remember(Email email, Source source) {
        var now = clock.instant();
        return database.statement(client -> client.preparedQuery("INSERT INTO sign_in_throttle"
                        + " (bucket, failures, window_start, blocked_until, forget_at) VALUES (?, 0, ?, ?, ?)"
                        + " ON DUPLICATE KEY UPDATE forget_at = VALUES(forget_at)")
                .execute(Tuple.of(
                        known(email, source),
                        AccountRows.utc(now),
                        AccountRows.utc(now),
                        AccountRows.utc(now.plus(KNOWN_FOR))))
                .mapEmpty());
    }

    private static ServiceException paused(Duration left) {
        long seconds = CountedAttempts.seconds(left);
        return ServiceException.retryLater(
                ProblemType.SIGN_IN_THROTTLED, AccountWords.WAIT.message(seconds), Duration.ofSeconds(seconds));
    }

    private static Bucket failuresOf(Source source) {
        return Bucket.of(ThrottleRule.SOURCE, "source", source.network());
    }

    private static Bucket failuresOf(Email email) {
        return Bucket.of(ThrottleRule.ACCOUNT, "account", email.key());
    }

    private static Bucket failuresOf(Email email, Source source) {
        return Bucket.of(ThrottleRule.PAIR, "pair", source.network(), email.key());
    }

    private static Buffer known(Email email, Source source) {
        return Secrets.hash("known:" + source.network() + ":" + email.key());
    }
}
