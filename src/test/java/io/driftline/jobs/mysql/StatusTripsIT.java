package io.driftline.jobs.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftline.config.Config;
import io.driftline.identity.UserId;
import io.driftline.job.JobId;
import io.driftline.job.Stage;
import io.driftline.job.StageReport;
import io.driftline.testing.Running;
import io.driftline.testing.StackExtension;
import io.driftline.testing.Store;
import io.driftline.testing.TestConfig;
import io.driftline.testing.client.TcpLine;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How often what workers say crosses the line to the database, however many say it. */
@ExtendWith(StackExtension.class)
class StatusTripsIT {
    private static final int MOST = 5;
    private static final int JOBS = 64;
    private static final int USERS = 16;

    private final Map<JobId, UserId> owners = new HashMap<>();
    private Store near;
    private Store far;
    private TcpLine line;

    @BeforeEach
    void claimAll(Store empty, Config config, Vertx vertx) {
        near = empty;
        var users = IntStream.range(0, USERS)
                .mapToObj(user -> near.add(UserId.random()))
                .toList();
        for (int i = 0; i < JOBS; i++) {
            var user = users.get(i % USERS);
            var job = near.submit(user);
            near.claim(user, job);
            owners.put(job, user);
        }
        line = Running.await(TcpLine.to(vertx, config.database().port()));
        far = new Store(vertx, TestConfig.through(config, line.port(), 1));
    }

    @AfterEach
    void leaveNothing() {
        Running.await(line.close());
        near.empty();
    }

    @Test
    void aBatchCostsAsFewTripsAsOneStatus() {
        apply(1, Stage.CHECKING);

        assertThat(trips(2, Stage.ENCODING)).isLessThanOrEqualTo(MOST);
        assertThat(near.number("SELECT COUNT(*) FROM job WHERE state = 'ENCODING'"))
                .isEqualTo(JOBS);
        assertThat(near.number("SELECT COUNT(*) FROM event")).isEqualTo(3L * JOBS);
        assertThat(near.number("SELECT SUM(last_offset) FROM event_counter")).isEqualTo(3L * JOBS);
    }

    @Test
    void resultsTravelWithTheirEvents() {
        apply(1, Stage.CHECKING);
        apply(2, Stage.PREDICTING);

        // Sixteen are under way at a time; on a busy machine their answers come in pieces, yet never one for each.
        assertThat(trips(3, Stage.RESULT)).isLessThan(JOBS);
        assertThat(near.number("SELECT COUNT(*) FROM job_result")).isEqualTo(JOBS);
    }

    /** On a line so long that nothing of what is said together is answered before all of it has been said. */
    private int trips(long seq, Stage stage) {
        line.lengthen(Duration.ofMillis(250));
        int before = line.trips();
        apply(seq, stage);
        return line.trips() - before;
    }

    private void apply(long seq, Stage stage) {
        List<StageReport> reports = new ArrayList<>();
        owners.keySet().forEach(job -> reports.add(Store.report(job, 1, seq, stage)));
        assertThat(Running.await(far.progress.apply(reports, List.of()))
                        .changes()
                        .told())
                .hasSize(JOBS);
    }
}
