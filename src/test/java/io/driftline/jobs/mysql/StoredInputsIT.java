package io.driftline.jobs.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.driftline.config.Config;
import io.driftline.database.Database;
import io.driftline.identity.UserId;
import io.driftline.job.JobId;
import io.driftline.jobs.Announcer;
import io.driftline.jobs.NodeLink;
import io.driftline.jobs.UserTurns;
import io.driftline.testing.Running;
import io.driftline.testing.StackExtension;
import io.driftline.testing.Store;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An input that several jobs have is stored once, until the last of them goes. */
@ExtendWith(StackExtension.class)
class StoredInputsIT {
    private Store store;
    /** Another gateway's, which knows nothing of the turns of this one. */
    private Store elsewhere;

    private UserId user;

    @BeforeEach
    void use(Store empty, Config config, Vertx vertx) {
        store = empty;
        elsewhere = new Store(vertx, config);
        user = store.add(UserId.random());
    }

    @AfterEach
    void leaveNothing() {
        store.empty();
    }

    @Test
    void deletingTheFirstJobLeavesTheInputToTheOthers() {
        var first = store.submit(user);
        var input = Running.await(store.jobs.input(user, first));
        var second = store.repeat(user, first);
        assertThat(inputs()).isEqualTo(1);

        Running.await(store.jobs.delete(user, first));

        assertThat(Running.await(store.jobs.input(user, second))).isEqualTo(input);
        assertThat(Running.await(store.claims.input(second))).contains(input);
        var third = store.repeat(user, second);
        Running.await(store.jobs.delete(user, second));
        store.claim(user, third);
        assertThat(Running.await(store.claims.held(third)).orElseThrow().input())
                .isEqualTo(input);
        Running.await(store.jobs.delete(user, third));
        assertThat(inputs()).isZero();
    }

    @Test
    void retentionTakesAnInputWithItsLastJob() {
        var first = store.submit(user);
        var second = store.repeat(user, first);
        age(first);

        Running.await(store.retention.prune(100));

        assertThat(Running.await(store.jobs.input(user, second)).length()).isPositive();
        age(second);
        Running.await(store.retention.prune(100));
        assertThat(inputs()).isZero();
    }

    @Test
    void retentionTakesAllJobsOfAnInputAtOnce() {
        var first = store.submit(user);
        var second = store.repeat(user, first);
        age(first);
        age(second);

        Running.await(store.retention.prune(100));

        assertThat(inputs()).isZero();
    }

    @Test
    void anAccountTakesItsInputsAlong(Config config, Vertx vertx) {
        var first = store.submit(user);
        age(store.repeat(user, first));
        age(first);
        var database = new Database(vertx, config.database());
        var announcer = new Announcer(vertx.eventBus(), NodeLink.NONE);

        Running.await(new MySqlAccountJobRemoval(database, new UserTurns(vertx), announcer).removeAll(user));

        assertThat(inputs()).isZero();
        Running.await(database.close());
    }

    @Test
    void nobodyRepeatsTheJobOfAnother() {
        var other = store.add(UserId.random());
        var job = store.submit(user);

        assertThatThrownBy(() -> store.repeat(other, job)).hasMessageContaining("no job");

        assertThat(store.number("SELECT COUNT(*) FROM job WHERE user_id = ?", other.value()))
                .isZero();
    }

    @RepeatedTest(10)
    void theLastTwoJobsOfAnInputDeletedAtOnceLeaveNothingBehind() {
        var first = store.submit(user);
        var second = store.repeat(user, first);

        Running.await(Future.all(store.jobs.delete(user, first), elsewhere.jobs.delete(user, second)));

        assertThat(inputs()).isZero();
    }

    @RepeatedTest(10)
    void aRepetitionThatRacesWithTheDeletionHasItsInputOrIsRefused() {
        var first = store.submit(user);

        var deletion = store.jobs.delete(user, first);
        var repetition = elsewhere.jobs.submit(Store.repeating(user, first));
        Running.await(Future.join(deletion, repetition).transform(both -> Future.succeededFuture()));

        assertThat(deletion.succeeded()).isTrue();
        if (repetition.succeeded()) {
            var job = repetition.result().job();
            assertThat(Running.await(store.jobs.input(user, job)).length()).isPositive();
        } else {
            assertThat(repetition.cause()).hasMessageContaining("no job");
            assertThat(inputs()).isZero();
        }
    }

    private long inputs() {
        return store.number("SELECT COUNT(*) FROM job_input");
    }

    private void age(JobId job) {
        store.sql(
                "UPDATE job SET finished_at = UTC_TIMESTAMP(3) - INTERVAL ? SECOND, state = 'CANCELLED' WHERE id = ?",
                Store.RETENTION.plus(Duration.ofHours(1)).toSeconds(),
                job.value());
    }
}
