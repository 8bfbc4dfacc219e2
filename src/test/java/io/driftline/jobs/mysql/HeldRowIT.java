package io.driftline.jobs.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.driftline.config.Config;
import io.driftline.identity.UserId;
import io.driftline.job.JobId;
import io.driftline.job.Stage;
import io.driftline.jobs.Accepted;
import io.driftline.problem.ServiceException;
import io.driftline.testing.Running;
import io.driftline.testing.StackExtension;
import io.driftline.testing.Store;
import io.vertx.core.Future;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A transaction that does not end, as of a gateway that froze, holds one user's row. */
@ExtendWith(StackExtension.class)
class HeldRowIT {
    private static final Duration REFUSED_WITHIN = Duration.ofSeconds(4);

    private final UserId held = UserId.random();
    private final UserId other = UserId.random();
    private Store store;
    private Connection frozen;

    @BeforeEach
    void hold(Store empty, Config config) throws SQLException {
        store = empty;
        store.submit(store.add(held));
        store.submit(store.add(other));
        var database = config.database();
        frozen = DriverManager.getConnection(
                "jdbc:mariadb://" + database.host() + ":" + database.port() + "/" + database.name(),
                database.user(),
                database.password().value());
        frozen.setAutoCommit(false);
        try (var lock = frozen.createStatement()) {
            lock.executeQuery("SELECT 1 FROM event_counter WHERE user_id = '" + held + "' FOR UPDATE");
        }
    }

    @AfterEach
    void letGo() throws SQLException {
        frozen.close();
        store.empty();
    }

    @Test
    void allThatItsOwnerAsksIsRefusedSoonAndNobodyElseWaits() throws SQLException {
        List<Future<Accepted>> asked = new ArrayList<>();
        long began = System.nanoTime();
        for (int i = 0; i < 40; i++) {
            asked.add(store.jobs.submit(Store.submission(held, null)));
        }

        store.submit(other);
        assertThat(asked).noneMatch(Future::succeeded);
        Running.await(Future.join(asked).transform(all -> Future.succeededFuture()));
        assertThat(asked).allSatisfy(refused -> assertThat(refused.cause())
                .isInstanceOfSatisfying(ServiceException.class, problem -> assertThat(problem.retryAfter())
                        .isPresent()));
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(REFUSED_WITHIN);

        frozen.rollback();
        store.submit(held);
    }

    @Test
    void whatWorkersSayOfOthersIsStoredWhileItIsHeld() throws SQLException {
        var theirs = claimed(held);
        var others = claimed(other);

        var applied = store.progress.apply(
                List.of(Store.report(theirs, 1, 1, Stage.CHECKING), Store.report(others, 1, 1, Stage.CHECKING)),
                List.of());

        await().untilAsserted(() -> assertThat(store.state(others)).isEqualTo("CHECKING"));
        assertThat(applied.isComplete()).isFalse();
        frozen.rollback();
        assertThat(Running.await(applied).changes().told()).hasSize(2);
        assertThat(store.state(theirs)).isEqualTo("CHECKING");
    }

    private JobId claimed(UserId user) {
        var job = new JobId(store.sql("SELECT id FROM job WHERE user_id = ?", user.value())
                .iterator()
                .next()
                .getString(0));
        store.claim(user, job);
        return job;
    }

    @Test
    void whatItsOwnerMayReadIsRead() {
        var snapshot = Running.await(store.events.snapshot(held, Long.MAX_VALUE));

        assertThat(snapshot.offset()).isEqualTo(1);
        assertThat(snapshot.jobs()).hasSize(1);
    }
}
