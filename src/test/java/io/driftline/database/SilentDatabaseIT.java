package io.driftline.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.driftline.config.Config;
import io.driftline.problem.ServiceException;
import io.driftline.testing.Running;
import io.driftline.testing.Signals;
import io.driftline.testing.StackExtension;
import io.driftline.testing.TestConfig;
import io.driftline.testing.backends.Backends;
import io.driftline.testing.client.TcpLine;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A database that takes all that it is sent and answers nothing. */
@ExtendWith(StackExtension.class)
class SilentDatabaseIT {
    /** Twice what is promised: other tests may keep the machine busy. */
    private static final Duration REFUSED_WITHIN = Duration.ofSeconds(2);

    /** Less than anybody waits for a connection. */
    private static final Duration AT_ONCE = Duration.ofMillis(500);

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private TcpLine line;
    private Database database;

    @BeforeEach
    void connect(Config config, Vertx vertx) {
        line = Running.await(TcpLine.to(vertx, config.database().port()));
        database =
                new Database(vertx, TestConfig.through(config, line.port(), 4).database());
        await().atMost(PATIENCE).until(this::answers);
    }

    @AfterEach
    void close() {
        Running.await(database.close());
        Running.await(line.close());
    }

    @Test
    void aFrozenOneIsFoundOutAndIsWellAgainByItself(Backends backends) throws Exception {
        long server = backends.process("database").pid();
        Signals.send("STOP", server);
        try {
            assertAllRefused();
        } finally {
            Signals.send("CONT", server);
        }
        await().atMost(PATIENCE).until(this::answers);
    }

    @Test
    void aCloggedLineIsFoundOutAndItsConnectionsAreThrownAway() {
        line.clog(true);
        assertAllRefused();
        line.clog(false);
        await().atMost(PATIENCE).until(this::answers);
    }

    @Test
    void oneThatTakesConnectionsAndGreetsNobodyIsFoundOut() {
        line.clog(true);
        line.hangUp();
        await().atMost(PATIENCE).until(() -> isRefusedWithin(AT_ONCE));
        line.clog(false);
        await().atMost(PATIENCE).until(this::answers);
    }

    @Test
    void allThatWasSentTogetherFailsWithItsConnection() {
        var asked = database.together(tx -> {
            var slow = tx.query("SELECT SLEEP(5)").execute();
            return tx.query("SELECT 1").execute().compose(answered -> slow);
        });
        await().atMost(PATIENCE).until(() -> line.trips() > 0);
        long began = System.nanoTime();
        line.hangUp();

        assertThatThrownBy(() -> Running.await(asked)).hasRootCauseInstanceOf(ServiceException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(REFUSED_WITHIN);
    }

    @Test
    void theLongWayToADatabaseIsNoSilence() {
        line.lengthen(Duration.ofMillis(200));

        int rows = Running.await(database.statement(
                client -> client.query("SELECT SLEEP(2)").execute().map(slept -> slept.size())));

        assertThat(rows).isEqualTo(1);
    }

    private boolean isRefusedWithin(Duration bound) {
        long began = System.nanoTime();
        boolean isRefused = Running.await(
                database.statement(client -> client.query("SELECT 1").execute())
                        .transform(answer -> Future.succeededFuture(answer.failed())));
        return isRefused && System.nanoTime() - began < bound.toNanos();
    }

    private boolean answers() {
        return Stream.of(Door.values())
                .map(door -> database.by(door).probe())
                .map(probe -> probe.transform(answer -> Future.succeededFuture(answer.succeeded())))
                .allMatch(Running::await);
    }

    /** More than there are connections, on statements and in transactions, and what comes later. */
    private void assertAllRefused() {
        long began = System.nanoTime();
        List<Future<?>> asked = Stream.of(Door.values())
                .flatMap(door -> Stream.generate(() -> ask(door)).limit(10))
                .<Future<?>>map(each -> each)
                .toList();
        Running.await(Future.join(asked).transform(all -> Future.succeededFuture()));
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(REFUSED_WITHIN);
        assertThat(asked).allSatisfy(refused -> assertThat(refused.cause())
                .isInstanceOfSatisfying(ServiceException.class, problem -> assertThat(problem.retryAfter())
                        .isPresent()));
        began = System.nanoTime();
        assertThatThrownBy(() -> Running.await(database.probe())).hasRootCauseInstanceOf(ServiceException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(REFUSED_WITHIN);
    }

    private Future<?> ask(Door door) {
        return database.by(door)
                .together(tx -> Future.all(
                        tx.query("SELECT 1").execute(), tx.query("SELECT 2").execute()))
                .compose(done -> database.by(door).probe());
    }
}
