package io.driftline.jobs.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftline.config.Config;
import io.driftline.database.Database;
import io.driftline.identity.UserId;
import io.driftline.problem.ProblemType;
import io.driftline.problem.ServiceException;
import io.driftline.testing.MutableClock;
import io.driftline.testing.Running;
import io.driftline.testing.StackExtension;
import io.driftline.testing.Store;
import io.driftline.testing.TestConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What one user may keep. */
@ExtendWith(StackExtension.class)
class QuotasIT {
    private final MutableClock clock = new MutableClock();
    private Store store;
    private Database database;
    private UserId user;

    @BeforeEach
    void use(Store empty, Config config, Vertx vertx) {
        store = empty;
        database = new Database(vertx, config.database());
        user = store.add(UserId.random());
    }

    @AfterEach
    void leaveNothing() {
        Running.await(database.close());
        store.empty();
    }

    @Test
    void jobsAreCountedWhateverTheirStateAndDeletingOneMakesRoom() {
        var quotas = quotas(Map.of("limits.jobsPerUser", "2"));
        var first = store.submit(user);
        assertThat(refusal(quotas, null)).isNull();
        store.submit(user);
        assertThat(refusal(quotas, null)).isEqualTo(ProblemType.TOO_MANY_KEPT_JOBS);

        Running.await(store.jobs.delete(user, first));

        assertThat(refusal(quotas, null)).isNull();
    }

    @Test
    void storedBytesAreThoseOfInputsAndResults() {
        var job = store.submit(user);
        long input = store.number("SELECT LENGTH(records) FROM job_input WHERE job_id = ?", job.value());
        store.sql(
                "INSERT INTO job_result (job_id, attempt, sha256, bytes, summary, content)"
                        + " VALUES (?, 1, REPEAT('a', 32), 9, '{}', REPEAT('b', 1000))",
                job.value());

        assertThat(Running.await(quotas(Map.of()).usage(user)).bytes()).isEqualTo(input + 1000);
        assertThat(refusal(quotas(Map.of("limits.userStoredBytes", "1000")), null))
                .isEqualTo(ProblemType.KEPT_TOO_MUCH);
    }

    @Test
    void whereThereIsAmpleRoomBytesAreSummedOnceAMinute() {
        var quotas = quotas(Map.of());
        store.submit(user);
        long one = Running.await(quotas.usageLately(user)).bytes();
        store.submit(user);

        assertThat(Running.await(quotas.usageLately(user)).jobs()).isEqualTo(2);
        assertThat(Running.await(quotas.usageLately(user)).bytes()).isEqualTo(one);
        clock.advance(Duration.ofSeconds(61));
        assertThat(Running.await(quotas.usageLately(user)).bytes()).isGreaterThan(one);
    }

    @Test
    void whereThereIsLittleRoomBytesAreSummedEachTime() {
        var quotas = quotas(Map.of("limits.userStoredBytes", "1000000"));
        store.submit(user);
        long one = Running.await(quotas.usageLately(user)).bytes();
        store.submit(user);

        assertThat(Running.await(quotas.usageLately(user)).bytes()).isGreaterThan(one);
    }

    @Test
    void anInputThatSeveralJobsHaveIsStoredAndCountedOnce() {
        var first = store.submit(user);
        long bytes = Running.await(quotas(Map.of()).usage(user)).bytes();

        store.repeat(user, store.repeat(user, first));

        assertThat(store.number("SELECT COUNT(*) FROM job_input")).isEqualTo(1);
        assertThat(Running.await(quotas(Map.of()).usage(user)).bytes()).isEqualTo(bytes);
    }

    @Test
    void whatWasAcceptedIsAnsweredAgainThoughNoRoomIsLeft() {
        Running.await(store.jobs.submit(Store.submission(user, "once")));
        var quotas = quotas(Map.of("limits.jobsPerUser", "1"));

        assertThat(refusal(quotas, "once")).isNull();
        assertThat(refusal(quotas, "twice")).isEqualTo(ProblemType.TOO_MANY_KEPT_JOBS);
    }

    @Test
    void aGuestHasLess() {
        store.sql(
                "INSERT INTO guest (user_id, ends_at, jobs, open_jobs)"
                        + " VALUES (?, UTC_TIMESTAMP(3) + INTERVAL 1 DAY, 3, 2)",
                user.value());
        var quotas = quotas(Map.of());
        assertThat(Running.await(quotas.usage(user)).jobsAllowed()).isEqualTo(3);
        store.submit(user);
        var second = store.submit(user);

        var third = store.jobs.submit(Store.submission(user, null)).map(accepted -> Optional.<ProblemType>empty());
        assertThat(Running.await(third.otherwise(failure -> Optional.of(((ServiceException) failure).type()))))
                .contains(ProblemType.TOO_MANY_JOBS);
        assertThat(refusal(quotas, null)).isNull();
        Running.await(store.jobs.cancel(user, second));
        store.submit(user);
        assertThat(refusal(quotas, null)).isEqualTo(ProblemType.TOO_MANY_KEPT_JOBS);

        store.sql("DELETE FROM guest");
        assertThat(refusal(quotas, null)).isNull();
        store.submit(user);
    }

    @Test
    void pairsOfADayAreCountedOnceEachAndGivenBackByARefusal() {
        var quotas = quotas(Map.of("limits.pairsPerDay", "2"));
        assertThat(Running.await(require(quotas, null))).isEqualTo(1);
        assertThat(Running.await(require(quotas, null))).isEqualTo(1);
        assertThat(refusal(quotas, null)).isEqualTo(ProblemType.TOO_MANY_PAIRS_TODAY);
        Running.await(store.jobs.submit(Store.submission(user, "once")));
        assertThat(refusal(quotas, "once")).isNull();

        Running.await(quotas.giveBack(user, 1));
        assertThat(Running.await(quotas.usage(user)).pairsToday()).isEqualTo(1);
        assertThat(refusal(quotas, null)).isNull();

        store.sql("UPDATE pairs_of_day SET day = day - INTERVAL 1 DAY WHERE user_id = ?", user.value());
        assertThat(refusal(quotas, null)).isNull();
        assertThat(store.number("SELECT COUNT(*) FROM pairs_of_day WHERE user_id = ?", user.value()))
                .isEqualTo(1);
    }

    @Test
    void whatAnOperatorLetsOneUserHaveCountsForThatOne() {
        var limits = new UserLimits(database);
        var quotas = quotas(Map.of("limits.pairsPerDay", "1"));
        assertThat(refusal(quotas, null)).isNull();
        assertThat(refusal(quotas, null)).isEqualTo(ProblemType.TOO_MANY_PAIRS_TODAY);

        Running.await(limits.change(user, own(3L, null, null)));
        assertThat(refusal(quotas, null)).isNull();
        Running.await(limits.change(user, own(3L, 1L, null)));
        store.submit(user);
        assertThat(refusal(quotas, null)).isEqualTo(ProblemType.KEPT_TOO_MUCH);
        Running.await(limits.change(user, UserLimits.Own.NONE));
        assertThat(refusal(quotas, null)).isEqualTo(ProblemType.TOO_MANY_PAIRS_TODAY);

        var other = store.add(UserId.random());
        assertThat(Running.await(limits.read(other))).contains(UserLimits.Own.NONE);
        assertThat(Running.await(limits.change(UserId.random(), own(1L, null, null))))
                .isEmpty();
    }

    @Test
    void forHowLongJobsAreKeptIsSaidOfTheUserToo() {
        var quotas = quotas(Map.of("jobs.retention", "30 d", "limits.jobsPerUser", "1"));
        store.submit(user);
        assertThat(Running.await(quotas.usage(user)).retentionDays()).isEqualTo(30);

        Running.await(new UserLimits(database).change(user, own(null, null, 7L)));

        assertThat(Running.await(quotas.usage(user)).retentionDays()).isEqualTo(7);
        assertThat(Running.await(require(quotas, null).map("").otherwise(Throwable::getMessage)))
                .contains("after 7 days");
    }

    private static UserLimits.Own own(@Nullable Long pairs, @Nullable Long bytes, @Nullable Long days) {
        return new UserLimits.Own(Optional.ofNullable(pairs), Optional.ofNullable(bytes), Optional.ofNullable(days));
    }

    private Quotas quotas(Map<String, String> settings) {
        var config = TestConfig.of(settings);
        return new Quotas(database, config.limits(), config.jobs(), clock);
    }

    private @Nullable ProblemType refusal(Quotas quotas, @Nullable String key) {
        var asked = require(quotas, key).<Optional<ProblemType>>map(passed -> Optional.empty());
        return Running.await(asked.otherwise(failure -> Optional.of(((ServiceException) failure).type())))
                .orElse(null);
    }

    private Future<Long> require(Quotas quotas, @Nullable String key) {
        var submission = Store.submission(user, key);
        return quotas.usageLately(user).compose(used -> quotas.require(submission, used));
    }
}
