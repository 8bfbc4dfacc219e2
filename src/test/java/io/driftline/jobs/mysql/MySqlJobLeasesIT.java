package io.driftline.jobs.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftline.identity.UserId;
import io.driftline.job.JobId;
import io.driftline.job.Loss;
import io.driftline.job.Stage;
import io.driftline.jobs.Changes;
import io.driftline.jobs.LapsedLease;
import io.driftline.testing.Running;
import io.driftline.testing.StackExtension;
import io.driftline.testing.Store;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Leases and expiry by the database's own clock. */
@ExtendWith(StackExtension.class)
class MySqlJobLeasesIT {
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
        var job = store.claimed(user);
        assertThat(Running.await(store.leases.takeLapsed(10))).isEmpty();

        store.lapse(job);

        assertThat(Running.await(store.leases.takeLapsed(10))).containsExactly(new LapsedLease(job, 1, Store.WORKER));
    }

    @Test
    void oneNodeDecidesOnALapsedLease() {
        IntStream.range(0, 10).forEach(i -> store.lapse(store.claimed(user)));

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
        var job = store.claimed(user);
        store.lapse(job);
        var lapsed = Running.await(store.leases.takeLapsed(10)).get(0);

        Running.await(store.leases.renew(lapsed));

        assertThat(store.number("SELECT lease_until > UTC_TIMESTAMP(3) + INTERVAL 8 SECOND FROM job"))
                .isEqualTo(1);
    }

    @Test
    void anAttemptThatWasGivenUpIsNotRenewed() {
        var job = store.claimed(user);
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
        var job = store.claimed(user);

        var lost = store.leases.lose(new LapsedLease(job, 1, "http://another"), Loss.HUNG);

        assertThat(Running.await(lost)).isEqualTo(Changes.NONE);
    }

    @Test
    void anAttemptWhoseReportCannotBeUsedFailsItsJobAtOnceAndNoOther() {
        var job = store.claimed(user);

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
        var job = store.claimed(user);

        assertThat(Running.await(store.leases.giveUp(job, 2, "silent"))).isEqualTo(Changes.NONE);
        assertThat(Running.await(store.leases.giveUp(JobId.random(), 1, "silent")))
                .isEqualTo(Changes.NONE);
        Running.await(store.jobs.cancel(user, job));
        assertThat(Running.await(store.leases.giveUp(job, 1, "silent"))).isEqualTo(Changes.NONE);
        assertThat(store.keys(user)).containsExactly("job.queued", "job.cancelled");
    }

    @Test
    void manyNodesGiveUpAnAttemptOnce() {
        var job = store.claimed(user);

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
        var running = store.claimed(user);
        var young = store.submit(user);
        List.of(old, running).forEach(job -> store.age(job, Duration.ofHours(25)));

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
}
