package io.driftline.jobs.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftline.config.Config;
import io.driftline.identity.UserId;
import io.driftline.testing.Running;
import io.driftline.testing.StackExtension;
import io.driftline.testing.Store;
import io.driftline.testing.TestConfig;
import io.driftline.testing.client.TcpLine;
import io.vertx.core.Vertx;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(StackExtension.class)
class SubmissionTripsIT {
    private static final int MOST = 3;
    private static final int SUBMISSIONS = 50;

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

    /** Writing the log is what a submission waits for longest: once, when it is committed. */
    @Test
    void theDatabasesLogIsMadeDurableOnce(Store store) {
        var user = store.add(UserId.random());
        store.submit(user);
        long before = syncs(store);

        IntStream.range(0, SUBMISSIONS).forEach(i -> store.submit(user));

        // Others are for what the server does by itself.
        assertThat(syncs(store) - before).isLessThan(2L * SUBMISSIONS);
        store.empty();
    }

    private static long syncs(Store store) {
        var row = store.sql("SHOW GLOBAL STATUS LIKE 'Innodb_data_fsyncs'")
                .iterator()
                .next();
        return Long.parseLong(row.getString(1));
    }
}
