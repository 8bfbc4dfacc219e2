package io.driftline.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftline.config.Config;
import io.driftline.database.Database;
import io.driftline.identity.Role;
import io.driftline.identity.UserId;
import io.driftline.job.JobId;
import io.driftline.job.Stage;
import io.driftline.testing.Running;
import io.driftline.testing.StackExtension;
import io.driftline.testing.Store;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is counted, against jobs whose states are known. */
@ExtendWith(StackExtension.class)
class MySqlWorkloadIT {

    @Test
    void countsOpenJobsByStateAndUser(Store store, Config config, Vertx vertx) {
        var many = store.add(UserId.random());
        var few = store.add(UserId.random());
        var first = store.submit(many);
        store.submit(many);
        var running = store.submit(many);
        store.submit(few);
        begin(store, many, running);
        store.sql("UPDATE job SET created_at = UTC_TIMESTAMP(3) - INTERVAL 1 HOUR WHERE id = ?", first.value());

        var work = read(config, vertx);

        assertThat(work.open())
                .containsEntry("QUEUED", 3L)
                .containsEntry("ENCODING", 1L)
                .containsEntry("PREDICTING", 0L);
        assertThat(work.waitingUsers()).isEqualTo(2);
        assertThat(work.queue()).extracting(Workload.Share::user).containsExactly(many, few);
        var share = work.queue().get(0);
        assertThat(share.waiting()).isEqualTo(2);
        assertThat(share.running()).isEqualTo(1);
        assertThat(share.name()).isEqualTo("Ann");
        assertThat(share.oldestWaiting()).isEqualTo(work.oldestWaiting()).isPresent();
        assertThat(work.users().get(Role.USER)).isGreaterThanOrEqualTo(2);
    }

    @Test
    void countsEndsOfADayAndNamesFailuresOfAWeek(Store store, Config config, Vertx vertx) {
        var user = store.add(UserId.random());
        var failed = store.submit(user);
        store.claim(user, failed);
        Running.await(store.progress.apply(List.of(Store.failure(failed, 1, 1, Stage.CHECKING)), List.of()));
        var older = ended(store, user, "FAILED", "3 DAY");
        ended(store, user, "EXPIRED", "8 DAY");
        ended(store, user, "SUCCEEDED", "1 HOUR");

        var work = read(config, vertx);

        assertThat(work.ended())
                .containsEntry("FAILED", 1L)
                .containsEntry("SUCCEEDED", 1L)
                .containsEntry("EXPIRED", 0L)
                .containsEntry("CANCELLED", 0L);
        assertThat(work.failures()).extracting(Workload.Failure::job).containsExactly(failed, older);
        assertThat(work.failures().get(0).type()).contains("urn:problem:check/wrong-gene");
        assertThat(work.failures().get(1).type()).isEqualTo(Optional.empty());
        assertThat(work.oldestWaiting()).isEmpty();
    }

    private static void begin(Store store, UserId user, JobId job) {
        store.claim(user, job);
        Running.await(store.progress.apply(List.of(Store.report(job, 1, 1, Stage.ENCODING)), List.of()));
    }

    private static JobId ended(Store store, UserId user, String state, String ago) {
        var job = store.submit(user);
        store.sql(
                "UPDATE job SET state = ?, finished_at = UTC_TIMESTAMP(3) - INTERVAL " + ago + " WHERE id = ?",
                state,
                job.value());
        return job;
    }

    private static Workload read(Config config, Vertx vertx) {
        var database = new Database(vertx, config.database());
        try {
            return Running.await(new MySqlWorkload(database).read());
        } finally {
            Running.await(database.close());
        }
    }
}
