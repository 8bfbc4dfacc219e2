package io.driftline.jobs.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftline.config.Config;
import io.driftline.database.Database;
import io.driftline.identity.UserId;
import io.driftline.problem.ProblemType;
import io.driftline.problem.ServiceException;
import io.driftline.testing.Running;
import io.driftline.testing.StackExtension;
import io.driftline.testing.Store;
import io.driftline.testing.TestConfig;
import io.vertx.core.Vertx;
import java.nio.file.Path;
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

    private Quotas quotas(Map<String, String> settings) {
        var config = TestConfig.in(Path.of("target"), settings);
        return new Quotas(database, config.limits(), config.jobs());
    }

    private @Nullable ProblemType refusal(Quotas quotas, @Nullable String key) {
        var asked = quotas.require(Store.submission(user, key)).<Optional<ProblemType>>map(passed -> Optional.empty());
        return Running.await(asked.otherwise(failure -> Optional.of(((ServiceException) failure).type())))
                .orElse(null);
    }
}
