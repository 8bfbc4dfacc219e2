package io.driftline.jobs.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftline.identity.UserId;
import io.driftline.job.JobId;
import io.driftline.job.Loss;
import io.driftline.job.Stage;
import io.driftline.jobs.Changes;
import io.driftline.jobs.LapsedLease;
import io.driftline.jobs.UserEvents;
import io.driftline.testing.Running;
import io.driftline.testing.StackExtension;
import io.driftline.testing.Store;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Leases, expiry and retention by the database's own clock. */
@ExtendWith(StackExtension.class)
class MySqlJobLeasesIT {
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
    void aLeaseLapsesByTheDatabasesClock() {
        var job = claimed();
        assertThat(Running.await(store.leases.takeLapsed(10))).isEmpty();

        store.lapse(job);

        assertThat(Running.await(store.leases.takeLapsed(10))).containsExactly(new LapsedLease(job, 1, Store.WORKER));
    }

    @Test
    void oneNodeDecidesOnALapsedLease() {
        IntStream.range(0, 10).forEach(i -> store.lapse(claimed()));

        var takes =
                IntStream.range(0, 5).mapToObj(i -> store.leases.takeLapsed(10)).toList();
        Running.await(Future.join(takes));

        assertThat(takes.stream().flatMap(take -> take.result().stream()))
                .hasSize(10)
                .doesNotHaveDuplicates();
        assertThat(Running.await(store.leases.takeLapsed(10))).isEmpty();
    }

    @Test
    void aRenewedLeaseHolds() {
        var job = claimed();
        store.lapse(job);
        var lapsed = Running.await(store.leases.takeLapsed(10)).get(0);

        Running.await(store.leases.renew(lapsed));

        assertThat(store.number("SELECT lease_until > UTC_TIMESTAMP(3) + INTERVAL 8 SECOND FROM job"))
                .isEqualTo(1);
    }

    @Test
    void anAttemptThatWasGivenUpIsNotRenewed() {
        var job = claimed();
        store.lapse(job);
        var lapsed = Running.await(store.leases.takeLapsed(10)).get(0);
        Running.await(store.leases.giveUp(job, 1, "silent"));

        Running.await(store.leases.renew(lapsed));

        assertThat(store.number("SELECT lease_until IS NULL FROM job")).isEqualTo(1);
    }

    @Test
    void aLostAttemptRunsAgainAndTheThirdFails() {
        var job = store.submit(user);
        for (int attempt = 1; attempt <= 3; attempt++) {
            store.claim(user, job);
            assertThat(Running.await(store.leases.giveUp(job, attempt, "silent"))
                            .told())
                    .hasSize(1);
            assertThat(Running.await(store.leases.giveUp(job, attempt, "silent")))
                    .isEqualTo(Changes.NONE);
        }

        assertThat(store.state(job)).isEqualTo("FAILED");
        assertThat(store.keys(user)).containsExactly("job.queued", "job.requeued", "job.requeued", "job.failed");
        assertThat(store.told(user).get(3).getJsonObject("problem").getString("type"))
                .isEqualTo("urn:problem:job/attempts-exhausted");
    }

    @Test
    void aJobWhoseComputationHungThreeTimesFailsAndSaysSo() {
        var job = store.submit(user);
        for (int attempt = 1; attempt <= 3; attempt++) {
            store.claim(user, job);
            Running.await(store.leases.lose(new LapsedLease(job, attempt, Store.WORKER), Loss.HUNG));
        }

        assertThat(store.state(job)).isEqualTo("FAILED");
        assertThat(store.told(user).get(3).getJsonObject("problem").getString("type"))
                .isEqualTo("urn:problem:job/unfinished");
    }

    @Test
    void aReturnedAttemptIsNotCounted() {
        var job = store.submit(user);
        for (int attempt = 1; attempt <= 5; attempt++) {
            store.claim(user, job);
            Running.await(store.leases.lose(new LapsedLease(job, attempt, Store.WORKER), Loss.RETURNED));
        }

        assertThat(store.state(job)).isEqualTo("QUEUED");
        assertThat(store.number("SELECT given_up FROM job")).isZero();
    }

    @Test
    void aWorkerLosesOnlyWhatItHolds() {
        var job = claimed();

        var lost = store.leases.lose(new LapsedLease(job, 1, "http://another"), Loss.HUNG);

        assertThat(Running.await(lost)).isEqualTo(Changes.NONE);
    }

    @Test
    void anAttemptWhoseReportCannotBeUsedFailsItsJobAtOnceAndNoOther() {
        var job = claimed();

        assertThat(Running.await(store.leases.fail(job, 2))).isEqualTo(Changes.NONE);
        var changes = Running.await(store.leases.fail(job, 1));
        assertThat(Running.await(store.leases.fail(job, 1))).isEqualTo(Changes.NONE);

        assertThat(changes.ended()).hasSize(1);
        assertThat(store.state(job)).isEqualTo("FAILED");
        assertThat(store.keys(user)).containsExactly("job.queued", "job.failed");
        assertThat(store.told(user).get(1).getJsonObject("problem").getString("type"))
                .isEqualTo("urn:problem:job/unusable-report");
    }

    @Test
    void onlyTheAttemptThatRunsCanBeGivenUp() {
        var job = claimed();

        assertThat(Running.await(store.leases.giveUp(job, 2, "silent"))).isEqualTo(Changes.NONE);
        assertThat(Running.await(store.leases.giveUp(JobId.random(), 1, "silent")))
                .isEqualTo(Changes.NONE);
        Running.await(store.jobs.cancel(user, job));
        assertThat(Running.await(store.leases.giveUp(job, 1, "silent"))).isEqualTo(Changes.NONE);
        assertThat(store.keys(user)).containsExactly("job.queued", "job.cancelled");
    }

    @Test
    void manyNodesGiveUpAnAttemptOnce() {
        var job = claimed();

        var given = IntStream.range(0, 8)
                .mapToObj(i -> store.leases.giveUp(job, 1, "silent"))
                .toList();
        Running.await(Future.join(given));

        assertThat(given.stream().filter(changes -> !changes.result().told().isEmpty()))
                .hasSize(1);
        assertThat(store.number("SELECT given_up FROM job")).isEqualTo(1);
    }

    @Test
    void whatIsTooOldExpiresOnce() {
        var old = store.submit(user);
        var running = claimed();
        var young = store.submit(user);
        List.of(old, running).forEach(job -> age(job, Duration.ofHours(25)));

        var first = store.leases.expire(10);
        var second = store.leases.expire(10);
        Running.await(Future.join(first, second));

        assertThat(first.result().ended().size() + second.result().ended().size())
                .isEqualTo(2);
        assertThat(List.of(store.state(old), store.state(running), store.state(young)))
                .containsExactly("EXPIRED", "EXPIRED", "QUEUED");
        assertThat(Running.await(store.leases.expire(10))).isEqualTo(Changes.NONE);
        assertThat(Running.await(store.progress.apply(List.of(Store.report(running, 1, 1, Stage.RESULT)), List.of()))
                        .dropped())
                .isEqualTo(1);
    }

    @Test
    void resultsAndInputsGoAfterTheirRetention() {
        var old = succeeded();
        var young = succeeded();
        var open = store.submit(user);
        finished(old, Store.RETENTION.plus(HOUR));
        finished(young, Store.RETENTION.minus(HOUR));
        age(open, Store.RETENTION.plus(HOUR));

        Running.await(store.leases.prune(100));

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
    void theLatestEventsAreKeptHoweverOld() {
        for (int i = 0; i < 4; i++) {
            finished(succeeded(), Store.KEPT.plus(HOUR));
        }
        eventsAge(1, 8, Store.KEPT.plus(HOUR));

        Running.await(store.leases.prune(100));

        assertThat(offsets()).containsExactly(4L, 5L, 6L, 7L, 8L);
        assertThat(Running.await(store.events.kept(user))).isEqualTo(new UserEvents.Kept(3, 8));
    }

    @Test
    void youngEventsAreKeptHoweverMany() {
        for (int i = 0; i < 10; i++) {
            finished(succeeded(), Store.KEPT.plus(HOUR));
        }
        eventsAge(1, 3, Store.KEPT.plus(HOUR));

        Running.await(store.leases.prune(100));

        assertThat(Running.await(store.events.kept(user))).isEqualTo(new UserEvents.Kept(3, 20));
    }

    @Test
    void theEventsOfAnOpenJobAreKeptAndAllThatCameAfterThem() {
        finished(succeeded(), Store.KEPT.plus(HOUR));
        store.submit(user);
        for (int i = 0; i < 5; i++) {
            finished(succeeded(), Store.KEPT.plus(HOUR));
        }
        eventsAge(1, 13, Store.KEPT.plus(HOUR));

        Running.await(store.leases.prune(100));

        assertThat(offsets()).startsWith(3L).hasSize(11);
        assertThat(Running.await(store.events.kept(user)).prunedTo()).isEqualTo(2);
    }

    @Test
    void theEventsOfAJobAreKeptForAWhileAfterItsEnd() {
        finished(succeeded(), Store.KEPT.plus(HOUR));
        finished(succeeded(), HOUR);
        for (int i = 0; i < 5; i++) {
            finished(succeeded(), Store.KEPT.plus(HOUR));
        }
        eventsAge(1, 14, Store.KEPT.plus(HOUR));

        Running.await(store.leases.prune(100));

        assertThat(Running.await(store.events.kept(user)).prunedTo()).isEqualTo(2);
    }

    @Test
    void oneUsersEventsDoNotKeepAnothers() {
        var other = store.add(UserId.random());
        store.submit(other);
        for (int i = 0; i < 4; i++) {
            finished(succeeded(), Store.KEPT.plus(HOUR));
        }
        eventsAge(1, 8, Store.KEPT.plus(HOUR));

        Running.await(store.leases.prune(100));
        Running.await(store.leases.prune(100));

        assertThat(Running.await(store.events.kept(user))).isEqualTo(new UserEvents.Kept(3, 8));
        assertThat(Running.await(store.events.kept(other))).isEqualTo(new UserEvents.Kept(0, 1));
    }

    @Test
    void aSnapshotStandsWhereTheSequenceStands() {
        var first = succeeded();
        var second = claimed();

        var snapshot = Running.await(store.events.snapshot(user, UserEvents.FROM_THE_LATEST));

        assertThat(snapshot.offset()).isEqualTo(3);
        assertThat(snapshot.jobs())
                .extracting(job -> job.getString("job"))
                .containsExactly(second.value(), first.value());
        assertThat(snapshot.jobs().get(1).getJsonObject("result")).isEqualTo(new JsonObject().put("pairs", 1));
        assertThat(Running.await(store.events.snapshot(UserId.random(), UserEvents.FROM_THE_LATEST)))
                .isEqualTo(new UserEvents.Snapshot(0, List.of(), 0));
    }

    @Test
    void aLongSnapshotComesInPagesThatHoldEachJobOnce() {
        int many = 430;
        IntStream.range(0, many).forEach(i -> Running.await(store.jobs.cancel(user, store.submit(user))));
        List<String> told = new ArrayList<>();
        int pages = 0;
        long before = UserEvents.FROM_THE_LATEST;
        do {
            var page = Running.await(store.events.snapshot(user, before));
            page.jobs().forEach(job -> told.add(job.getString("job")));
            assertThat(page.offset()).isEqualTo(2L * many);
            before = page.next();
            pages++;
        } while (before != 0);

        assertThat(pages).isEqualTo(3);
        assertThat(told).hasSize(many).doesNotHaveDuplicates();
    }

    @Test
    void theLastOffsetsAreThoseOfEachUser() {
        var other = store.add(UserId.random());
        store.submit(user);
        store.submit(user);
        store.submit(other);

        var last = Running.await(store.events.lastOffsets(List.of(user, other, UserId.random())));

        assertThat(last).containsOnly(java.util.Map.entry(user, 2L), java.util.Map.entry(other, 1L));
    }

    private JobId claimed() {
        var job = store.submit(user);
        store.claim(user, job);
        return job;
    }

    private JobId succeeded() {
        var job = claimed();
        Running.await(store.progress.apply(List.of(Store.report(job, 1, 1, Stage.RESULT)), List.of()));
        return job;
    }

    private void age(JobId job, Duration age) {
        store.sql(
                "UPDATE job SET created_at = UTC_TIMESTAMP(3) - INTERVAL ? SECOND WHERE id = ?",
                age.toSeconds(),
                job.value());
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
