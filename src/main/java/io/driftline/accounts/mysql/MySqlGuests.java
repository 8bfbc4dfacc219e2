package io.driftline.accounts.mysql;

import io.driftline.accounts.Guests;
import io.driftline.accounts.ThrottleRule;
import io.driftline.accounts.mysql.CountedAttempts.Bucket;
import io.driftline.accounts.passwords.ProvenUser;
import io.driftline.database.Database;
import io.driftline.database.StatementRefused;
import io.driftline.identity.Role;
import io.driftline.identity.Source;
import io.driftline.identity.User;
import io.driftline.identity.UserId;
import io.driftline.problem.ProblemType;
import io.driftline.problem.ServiceException;
import io.driftline.words.AccountWords;
import io.driftline.words.Message;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Guests as users of their own role, beside a row that says how long. They have no e-mail, their key is their id, which is no
 * address, and what stands for the hash of a password is none.
 */
public final class MySqlGuests implements Guests {
    private static final String NO_HASH = "guest";
    private static final String NAME = "Guest";
    private static final Duration WHEN_FULL = Duration.ofMinutes(1);

    private final Database database;
    private final CountedAttempts attempts;
    private final io.driftline.config.Guests settings;
    private final Clock clock;

    public MySqlGuests(Database database, io.driftline.config.Guests settings, Clock clock) {
        this.database = database;
        this.settings = settings;
        this.clock = clock;
        attempts = new CountedAttempts(database, clock);
    }

    @Override
    public Future<ProvenUser> add(Source source) {
        var hour = Duration.ofHours(1);
        var buckets = List.of(
                Bucket.of(ThrottleRule.rate(settings.perHour(), hour), "guests", source.network()),
                Bucket.of(ThrottleRule.rate(settings.most(), hour), "guests of all"));
        return attempts.attempt(buckets, left -> paused(left, true))
                .compose(counted -> database.transaction(connection -> insert(connection, clock.instant())));
    }

    private Future<ProvenUser> insert(SqlConnection connection, Instant now) {
        var guest = new User(UserId.random(), NAME, "", Role.GUEST);
        var id = guest.id().value();
        return connection
                .preparedQuery("INSERT INTO `user` (id, email, email_key, name, password_hash, role, created_at)"
                        + " VALUES (?, '', ?, ?, ?, ?, ?)")
                .execute(Tuple.of(id, id, NAME, NO_HASH, Role.GUEST.name(), AccountRows.utc(now)))
                .compose(added -> connection
                        .preparedQuery("INSERT INTO guest (user_id, ends_at, jobs, open_jobs) SELECT ?, ?, ?, ?"
                                + " FROM (SELECT COUNT(*) AS guests FROM guest) present WHERE present.guests < ?")
                        .execute(Tuple.of(
                                id,
                                AccountRows.utc(now.plus(settings.kept())),
                                settings.jobs(),
                                settings.openJobs(),
                                settings.most())))
                .compose(rows -> rows.rowCount() == 1
                        ? Future.succeededFuture(new ProvenUser(guest, NO_HASH))
                        : Future.failedFuture(paused(WHEN_FULL, true)));
    }

    @Override
    public Future<Void> countJob(Source source) {
        var rate = ThrottleRule.rate(settings.jobsPerHour(), Duration.ofHours(1));
        return requireRoom()
                .compose(room -> attempts.attempt(
                        List.of(Bucket.of(rate, "guest jobs", source.network())), left -> paused(left, false)));
    }

    /** What is submitted at the same moment may go over. */
    private Future<Void> requireRoom() {
        return database.statement(
                        client -> client.query("SELECT COUNT(*) FROM guest g JOIN job j ON j.user_id = g.user_id"
                                        + " WHERE j.finished_at IS NULL")
                                .execute())
                .compose(rows -> rows.iterator().next().getLong(0) < settings.openJobsOfAll()
                        ? Future.succeededFuture()
                        : Future.failedFuture(refusal(AccountWords.GUEST_OPEN.message(), WHEN_FULL)));
    }

    @Override
    public Future<Void> countCheck(Source source) {
        var rate = ThrottleRule.rate(settings.checksPerMinute(), Duration.ofMinutes(1));
        return attempts.attempt(
                List.of(Bucket.of(rate, "guest checks", source.network())), left -> paused(left, false));
    }

    @Override
    public Future<Void> end(UserId guest) {
        return database.statement(client -> client.preparedQuery("UPDATE guest SET ends_at = ? WHERE user_id = ?")
                .execute(Tuple.of(AccountRows.utc(clock.instant()), guest.value()))
                .mapEmpty());
    }

    @Override
    public Future<List<UserId>> over(int limit) {
        return database.transaction(connection -> connection
                .preparedQuery("SELECT user_id FROM guest WHERE ends_at <= ? ORDER BY ends_at LIMIT ?"
                        + " FOR UPDATE SKIP LOCKED")
                .execute(Tuple.of(AccountRows.utc(clock.instant()), limit))
                .map(rows -> {
                    List<UserId> over = new ArrayList<>();
                    rows.forEach(row -> over.add(new UserId(row.getString(0))));
                    return List.copyOf(over);
                }));
    }

    @Override
    public Future<Boolean> delete(UserId guest) {
        return database.statement(client -> client.preparedQuery("DELETE FROM `user` WHERE id = ? AND role = 'GUEST'")
                        .execute(Tuple.of(guest.value())))
                .map(rows -> rows.rowCount() == 1)
                .recover(failure -> StatementRefused.isFor(StatementRefused.Reason.REFERRED_TO, failure)
                        ? Future.succeededFuture(false)
                        : Future.failedFuture(failure));
    }

    /**
     * Within the transaction of a sign-up: the guest, whose time ends with it; none whose time is over already, for what is
     * theirs may be going.
     */
    static Future<Optional<UserId>> take(SqlConnection connection, Optional<UserId> guest, Instant now) {
        return guest.map(id -> connection
                        .preparedQuery("DELETE FROM guest WHERE user_id = ? AND ends_at > ?")
                        .execute(Tuple.of(id.value(), AccountRows.utc(now)))
                        .map(rows -> rows.rowCount() == 1 ? guest : Optional.<UserId>empty()))
                .orElseGet(() -> Future.succeededFuture(Optional.empty()));
    }

    private static ServiceException paused(Duration left, boolean beginning) {
        long seconds = CountedAttempts.seconds(left);
        var said = (beginning ? AccountWords.GUESTS_MOST : AccountWords.GUEST_JOBS).message(seconds);
        return refusal(said, Duration.ofSeconds(seconds));
    }

    private static ServiceException refusal(Message said, Duration later) {
        return ServiceException.retryLater(ProblemType.TOO_MANY_GUESTS, said, later);
    }
}
