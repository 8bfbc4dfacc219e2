package io.driftline.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.driftline.config.Config;
import io.driftline.config.DatabaseServer;
import io.driftline.testing.Running;
import io.driftline.testing.TestConfig;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedServicesIT {
    @TempDir
    Path data = Path.of("");

    private final Vertx vertx = Vertx.vertx();
    private final List<EmbeddedServices> running = new ArrayList<>();

    @AfterEach
    void stopAll() {
        running.forEach(services -> Running.await(services.stop()));
        Running.await(vertx.close());
    }

    private EmbeddedServices start() {
        EmbeddedServices services = Running.await(EmbeddedServices.startWithoutWorker(vertx, TestConfig.in(data)));
        running.add(services);
        return services;
    }

    private void stop(EmbeddedServices services) {
        running.remove(services);
        Running.await(services.stop());
    }

    @Test
    void aSecondStartFindsWhatTheFirstKeptAndTheSameSecrets() throws SQLException {
        EmbeddedServices first = start();
        execute(first.config(), "CREATE TABLE kept (id INT)");
        stop(first);

        EmbeddedServices second = start();

        execute(second.config(), "INSERT INTO kept VALUES (1)");
        assertThat(second.config().keys()).isEqualTo(first.config().keys());
        assertThat(second.config().database().password())
                .isEqualTo(first.config().database().password());
    }

    @Test
    void refusesASecondInstanceOnTheSameData() {
        start();

        assertThatThrownBy(() -> start())
                .hasRootCauseMessage("Another Driftline already uses the data folder " + data.toAbsolutePath()
                        + ": stop it first, or give this one a folder of its own with --data.");
    }

    @Test
    void aKilledDatabaseComesBackAtTheSameAddress() throws IOException {
        EmbeddedServices services = start();
        long killed = services.process("database").pid();

        kill(killed);

        Awaitility.await().ignoreExceptions().untilAsserted(() -> assertThat(
                        services.process("database").pid())
                .isNotEqualTo(killed));
        Awaitility.await().ignoreExceptions().untilAsserted(() -> execute(services.config(), "SELECT 1"));
    }

    /** Two that start at once with one folder for them delete each other's. */
    @Test
    void temporaryTablesLieInTheDataFolder() throws SQLException {
        var folder = ask(start().config(), "SELECT @@tmpdir");

        assertThat(Path.of(folder)).isDirectory().startsWith(data.toAbsolutePath());
    }

    @Test
    void onlyTheOwnerMayReadSecretsAndData() throws IOException {
        start();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("secrets/session-key"))))
                .isEqualTo("rw-------");
    }

    @Test
    void redisRunsNoScripts() {
        var redis = Redis.createClient(vertx, start().config().redis().uri().value());

        assertThat(Running.await(redis.send(Request.cmd(Command.PING))).toString())
                .isEqualTo("PONG");
        for (var command : List.of(Command.EVAL, Command.EVALSHA)) {
            assertThatThrownBy(() -> Running.await(
                            redis.send(Request.cmd(command).arg("return 1").arg(0))))
                    .rootCause()
                    .hasMessageContaining("unknown command");
        }
        redis.close();
    }

    private static void kill(long pid) {
        assertThat(ProcessHandle.of(pid).orElseThrow().destroyForcibly()).isTrue();
    }

    private static void execute(Config config, String sql) throws SQLException {
        try (var connection = connect(config);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String ask(Config config, String sql) throws SQLException {
        try (var connection = connect(config);
                var statement = connection.createStatement();
                var answer = statement.executeQuery(sql)) {
            answer.next();
            return answer.getString(1);
        }
    }

    private static Connection connect(Config config) throws SQLException {
        DatabaseServer database = config.database();
        DatabaseServer.Account owner = Objects.requireNonNull(database.migration());
        String url = "jdbc:mariadb://" + database.host() + ":" + database.port() + "/" + database.name();
        return DriverManager.getConnection(url, owner.user(), owner.password().value());
    }
}
