package io.driftline.jobs.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftline.config.Config;
import io.driftline.database.Database;
import io.driftline.identity.UserId;
import io.driftline.job.JobId;
import io.driftline.jobs.events.UserEvents;
import io.driftline.testing.Running;
import io.driftline.testing.StackExtension;
import io.driftline.testing.Store;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How long results, inputs and events are kept, by the database's own clock. */
@ExtendWith(StackExtension.class)
class MySqlJobRetentionIT {
    private static final Duration HOUR = Duration.ofHours(1);

    private final UserId user = UserId.random();
    private Store store;

    @BeforeEach
    void use(Store empty) {
        store = empty;
        store.add(user);
    }

    @AfterEach
    void leaveNothing() {
        store.empty();
    }

    @Test
    void resultsAndInputsGoAfterTheirRetention() {
        var old = store.succeeded(user);
        var young = store.succeeded(user);
        var open = store.submit(user);
        finished(old, Store.RETENTION.plus(HOUR));
        finished(young, Store.RETENTION.minus(HOUR));
        store.age(open, Store.RETENTION.plus(HOUR));

        Running.await(store.retention.prune(100));

        assertThat(store.sql("SELECT id FROM job ORDER BY number"))
                .extracting(row -> row.getString(0))
                .containsExactly(young.value(), open.value());
        assertThat(store.number("SELECT COUNT(*) FROM job_result")).isEqualTo(1);
        assertThat(store.number("SELECT COUNT(*) FROM job_input")).isEqualTo(2);
        assertThat(store.told(user))
                .filteredOn(told -> old.value().equals(told.getString("job")))
                .isNotEmpty()
                .allSatisfy(told -> assertThat(told.getString("messageKey")).isEqualTo("job.deleted"))
                .noneMatch(told -> told.containsKey("result"));
        assertThat(store.told(user))
                .filteredOn(told -> young.value().equals(told.getString("job")))
                .anyMatch(told -> told.containsKey("result"));
    }

    @Test
    void anOperatorSaysForHowLongOneUsersAreKept() {
        var brief = store.add(UserId.random());
        var lasting = store.add(UserId.random());
        keep(brief, 7);
        keep(lasting, 90);
        var gone = List.of(store.succeeded(brief), store.succeeded(lasting), store.succeeded(user));
        finished(gone.get(0), Duration.ofDays(7).plus(HOUR));
        finished(gone.get(1), Duration.ofDays(90).plus(HOUR));
        finished(gone.get(2), Store.RETENTION.plus(HOUR));
        var kept = List.of(store.succeeded(brief), store.succeeded(lasting), store.succeeded(user));
        finished(kept.get(0), Duration.ofDays(7).minus(HOUR));
        finished(kept.get(1), Duration.ofDays(90).minus(HOUR));
        finished(kept.get(2), Store.RETENTION.minus(HOUR));
        var open = store.submit(brief);
        store.age(open, Duration.ofDays(8));

        Running.await(store.retention.prune(100));

        assertThat(store.sql("SELECT id FROM job ORDER BY number"))
                .extracting(row -> new JobId(row.getString(0)))
                .containsExactly(kept.get(0), kept.get(1), kept.get(2), open);
    }

    @Test
    void whatSomebodyHoldsIsLeftForTheNextTime(Config config, Vertx vertx) {
        var database = new Database(vertx, config.database());
        var jobs = List.of(store.succeeded(user), store.succeeded(user));
        jobs.forEach(job -> finished(job, Store.RETENTION.plus(HOUR)));

        Running.await(database.transaction(tx -> tx.preparedQuery("SELECT 1 FROM job WHERE id = ? FOR UPDATE")
                .execute(Tuple.of(jobs.get(0).value()))
                .compose(held -> store.retention.prune(100))));

        assertThat(store.sql("SELECT id FROM job"))
                .extracting(row -> row.getString(0))
                .containsExactly(jobs.get(0).value());
        Running.await(store.retention.prune(100));
        assertThat(store.number("SELECT COUNT(*) FROM job")).isZero();
        Running.await(database.close());
    }

    private void keep(UserId whose, int days) {
        store.sql("INSERT INTO user_limit (user_id, retention_days) VALUES (?, ?)", whose.value(), days);
    }

    @Test
    void theLatestEventsAreKeptHoweverOld() {
        for (int i = 0; i < 4; i++) {
            finished(store.succeeded(user), Store.KEPT.plus(HOUR));
        }
        eventsAge(1, 8, Store.KEPT.plus(HOUR));

        Running.await(store.retention.prune(100));

        assertThat(offsets()).containsExactly(4L, 5L, 6L, 7L, 8L);
        assertThat(Running.await(store.events.kept(user))).isEqualTo(new UserEvents.Kept(3, 8));
    }

    @Test
    void youngEventsAreKeptHoweverMany() {
        for (int i = 0; i < 10; i++) {
            finished(store.succeeded(user), Store.KEPT.plus(HOUR));
        }
        eventsAge(1, 3, Store.KEPT.plus(HOUR));

        Running.await(store.retention.prune(100));

        assertThat(Running.await(store.events.kept(user))).isEqualTo(new UserEvents.Kept(3, 20));
    }

    @Test
    void theEventsOfAnOpenJobAreKeptAndAllThatCameAfterThem() {
        finished(store.succeeded(user), Store.KEPT.plus(HOUR));
        store.submit(user);
        for (int i = 0; i < 5; i++) {
            finished(store.succeeded(user), Store.KEPT.plus(HOUR));
        }
        eventsAge(1, 13, Store.KEPT.plus(HOUR));

        Running.await(store.retention.prune(100));

        assertThat(offsets()).startsWith(3L).hasSize(11);
        assertThat(Running.await(store.events.kept(user)).prunedTo()).isEqualTo(2);
    }

    @Test
    void theEventsOfAJobAreKeptForAWhileAfterItsEnd() {
        finished(store.succeeded(user), Store.KEPT.plus(HOUR));
        finished(store.succeeded(user), HOUR);
        for (int i = 0; i < 5; i++) {
            finished(store.succeeded(user), Store.KEPT.plus(HOUR));
        }
        eventsAge(1, 14, Store.KEPT.plus(HOUR));

        Running.await(store.retention.prune(100));

        assertThat(Running.await(store.events.kept(user)).prunedTo()).isEqualTo(2);
    }

    @Test
    void oneUsersEventsDoNotKeepAnothers() {
        var other = store.add(UserId.random());
        store.submit(other);
        for (int i = 0; i < 4; i++) {
            finished(store.succeeded(user), Store.KEPT.plus(HOUR));
        }
        eventsAge(1, 8, Store.KEPT.plus(HOUR));

        Running.await(store.retention.prune(100));
        Running.await(store.retention.prune(100));

        assertThat(Running.await(store.events.kept(user))).isEqualTo(new UserEvents.Kept(3, 8));
        assertThat(Running.await(store.events.kept(other))).isEqualTo(new UserEvents.Kept(0, 1));
    }

    private void finished(JobId job, Duration before) {
        store.sql(
                "UPDATE job SET finished_at = UTC_TIMESTAMP(3) - INTERVAL ? SECOND WHERE id = ?",
                before.toSeconds(),
                job.value());
    }

    private void eventsAge(long from, long to, Duration age) {
        store.sql(
                "UPDATE event SET at = UTC_TIMESTAMP(3) - INTERVAL ? SECOND "
                        + "WHERE user_id = ? AND `offset` BETWEEN ? AND ?",
                age.toSeconds(),
                user.value(),
                from,
                to);
    }

    private List<Long> offsets() {
        return new ArrayList<>(
                store.told(user).stream().map(frame -> frame.getLong("offset")).toList());
    }
}
