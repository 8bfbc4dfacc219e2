package io.driftline.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.driftline.config.Config;
import io.driftline.config.DatabaseServer;
import io.driftline.config.StartException;
import io.driftline.problem.ServiceException;
import io.driftline.testing.Running;
import io.driftline.testing.StackExtension;
import io.driftline.testing.Store;
import io.driftline.testing.TestConfig;
import io.driftline.testing.client.TcpLine;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(StackExtension.class)
class DatabaseIT {
    @Test
    void tooNarrowAnOneForTheLargestResultIsRefusedAtTheStart(Config config, Vertx vertx) {
        var database = new Database(vertx, config.database());
        try {
            assertThat(Running.await(database.requireFit(config.limits().resultBytes())))
                    .isNull();
            assertThatThrownBy(() -> Running.await(database.requireFit(Integer.MAX_VALUE)))
                    .hasRootCauseInstanceOf(StartException.class)
                    .rootCause()
                    .hasMessageContaining("max_allowed_packet")
                    .hasMessageContaining("limits.resultBytes");
        } finally {
            Running.await(database.close());
        }
    }

    @Test
    void aValueThatNoColumnTakesIsRefusedInABatchToo(Store store, Config config, Vertx vertx) {
        var database = new Database(vertx, config.database());
        var tooLong = "longer than its column".repeat(10);
        try {
            assertThatThrownBy(() -> Running.await(database.transaction(tx -> tx.preparedQuery(
                                    "INSERT INTO model (name, info, modellike, modelviews) VALUES ('narrow', ?, 0, 0)")
                            .executeBatch(List.of(Tuple.of("fits"), Tuple.of(tooLong), Tuple.of("fits too"))))))
                    .hasCauseInstanceOf(StatementRefused.class)
                    .cause()
                    .matches(refused -> StatementRefused.isFor(StatementRefused.Reason.VALUES, refused))
                    .hasMessageContaining("Data too long for column 'info'");
            assertThat(store.sql("SELECT id FROM model WHERE name = 'narrow'")).isEmpty();
        } finally {
            Running.await(database.close());
        }
    }

    @Test
    void whatIsSentTogetherIsNotKeptWhenTheServerEndsTheTransactionInBetween(Store store, Config config, Vertx vertx) {
        var database = new Database(vertx, config.database());
        try {
            var stray = database.together(tx -> {
                var ended = tx.query("ROLLBACK").execute();
                var sentWithIt = tx.query("INSERT INTO model (name, info) VALUES ('stray', '')")
                        .execute();
                return Future.all(ended, sentWithIt)
                        .compose(sent -> Future.failedFuture(new IllegalStateException("a lost deadlock")));
            });
            assertThatThrownBy(() -> Running.await(stray)).hasMessageContaining("a lost deadlock");
            assertThat(store.sql("SELECT id FROM model WHERE name = 'stray'")).isEmpty();
        } finally {
            Running.await(database.close());
        }
    }

    @Test
    void aConnectionCommitsByItselfAgainAfterATransaction(Store store, Config config, Vertx vertx) {
        var database = new Database(
                vertx, TestConfig.through(config, config.database().port(), 1).database());
        try {
            Running.await(database.together(tx -> tx.query("SELECT 1").execute()));
            assertThat(autocommit(database)).isEqualTo(1);
            assertThatThrownBy(() -> Running.await(
                            database.together(tx -> Future.failedFuture(new IllegalStateException("given up")))))
                    .hasMessageContaining("given up");
            assertThat(autocommit(database)).isEqualTo(1);
        } finally {
            Running.await(database.close());
        }
    }

    private static int autocommit(Database database) {
        return Running.await(database.statement(
                        client -> client.query("SELECT @@autocommit").execute()))
                .iterator()
                .next()
                .getInteger(0);
    }

    @Test
    void everyConnectionIsToldHowLongTheServerMayWait(Config config, Vertx vertx) {
        var database = new Database(vertx, config.database());
        try {
            for (Door door : Door.values()) {
                var settings = Running.await(database.by(door)
                                .statement(client -> client.query("SELECT @@innodb_lock_wait_timeout AS lock_wait, "
                                                + "@@wait_timeout AS silence, @@max_statement_time AS statement, "
                                                + "@@idle_transaction_timeout AS idle, @@time_zone AS zone, "
                                                + "@@tx_isolation AS isolation")
                                        .execute()))
                        .iterator()
                        .next()
                        .toJson();
                assertThat(settings.getInteger("lock_wait")).isEqualTo(2);
                assertThat(settings.getLong("silence")).isEqualTo(door.silence().toSeconds());
                assertThat(settings.getDouble("statement"))
                        .isEqualTo((double) door.patience().toSeconds());
                assertThat(settings.getInteger("idle")).isEqualTo(5);
                assertThat(settings.getString("zone")).isEqualTo("+00:00");
                assertThat(settings.getString("isolation")).isEqualTo("READ-COMMITTED");
            }
        } finally {
            Running.await(database.close());
        }
    }

    @Test
    void aConnectionThatCouldNotBeToldSoIsGivenToNobodyAndIsClosed(Config config, Vertx vertx) {
        var line = Running.await(TcpLine.to(vertx, config.database().port()));
        var database = new Database(vertx, legible(config.database(), line.port()));
        line.garble("innodb_lock_wait_timeout");
        try {
            for (Door door : Door.values()) {
                for (int times = 0; times < 10; times++) {
                    assertThatThrownBy(() -> Running.await(lockWait(database.by(door))))
                            .hasRootCauseInstanceOf(ServiceException.class);
                }
            }
            // The one that watches over the others has no settings.
            await().untilAsserted(() -> assertThat(line.open()).isLessThanOrEqualTo(1));

            line.garble("");
            for (Door door : Door.values()) {
                assertThat(Running.await(lockWait(database.by(door)))).isEqualTo(2);
            }
        } finally {
            Running.await(database.close());
            Running.await(line.close());
        }
    }

    /** By a port, and not in cipher. */
    private static DatabaseServer legible(DatabaseServer database, int port) {
        return database.at(database.host(), port, database.name(), null)
                .by(new DatabaseServer.Account(database.user(), database.password()), null)
                .pooled(4);
    }

    private static Future<Integer> lockWait(Database database) {
        return database.transaction(tx -> tx.query("SELECT @@INNODB_LOCK_WAIT_TIMEOUT")
                .execute()
                .map(rows -> rows.iterator().next().getInteger(0)));
    }
}
