package io.driftline.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.driftline.config.Config;
import io.driftline.config.StartException;
import io.driftline.testing.Running;
import io.driftline.testing.StackExtension;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(StackExtension.class)
class DatabaseIT {
    @Test
    void tooNarrowAnOneForTheLargestResultIsRefusedAtTheStart(Config config, Vertx vertx) {
        var database = new Database(vertx, config.database());
        try {
            assertThat(Running.await(database.requireRoomFor(config.limits().resultBytes())))
                    .isNull();
            assertThatThrownBy(() -> Running.await(database.requireRoomFor(Integer.MAX_VALUE)))
                    .hasRootCauseInstanceOf(StartException.class)
                    .rootCause()
                    .hasMessageContaining("max_allowed_packet")
                    .hasMessageContaining("limits.resultBytes");
        } finally {
            Running.await(database.close());
        }
    }
}
