package io.driftline.jobs.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftline.config.Config;
import io.driftline.identity.UserId;
import io.driftline.testing.Running;
import io.driftline.testing.StackExtension;
import io.driftline.testing.Store;
import io.driftline.testing.TcpLine;
import io.driftline.testing.TestConfig;
import io.vertx.core.Vertx;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(StackExtension.class)
class SubmissionTripsIT {
    private static final int MOST = 3;

    @Test
    void aSubmissionCostsFewTripsToTheDatabase(Config config, Vertx vertx, Store near) {
        var user = near.add(UserId.random());
        var line = Running.await(TcpLine.to(vertx, config.database().port()));
        var far = new Store(vertx, TestConfig.through(config, line.port(), 1));
        IntStream.range(0, 3).forEach(i -> far.submit(user));
        int before = line.trips();

        far.submit(user);

        assertThat(line.trips() - before).isLessThanOrEqualTo(MOST);
        Running.await(line.close());
    }
}
