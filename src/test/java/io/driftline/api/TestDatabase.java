package io.driftline.api;

import io.driftline.bus.RecordCodec;
import io.driftline.config.DatabaseServer;
import io.driftline.database.Database;
import io.driftline.database.Migrations;
import io.driftline.testing.Running;
import io.driftline.testing.TestConfig;
import io.vertx.core.Vertx;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A database of its own, with the product's tables, on the server that all tests of this JVM share; emptied for each
 * {@link TestApi}, which a gateway on the shared one does not notice.
 */
final class TestDatabase {
    private static final String NAME = "driftline_api";
    private static final List<String> EMPTYING = List.of(
            "DELETE FROM job",
            "DELETE FROM job_input",
            "DELETE FROM event",
            "DELETE FROM event_counter",
            "DELETE FROM reference_panel",
            "DELETE FROM `user`",
            "DELETE FROM sign_in_throttle",
            "DELETE FROM invitation",
            "DELETE FROM role_audit",
            "DELETE FROM audit",
            "DELETE FROM model_audit",
            "DELETE FROM model_served",
            "DELETE FROM model_encoding",
            "DELETE FROM model_version",
            "DELETE FROM model_card",
            "DELETE FROM model",
            "DELETE FROM encoding",
            "UPDATE installation SET operator = NULL");

    private static @Nullable TestDatabase shared;

    private final Database database;

    private TestDatabase(Vertx vertx, DatabaseServer server) {
        var owner = Objects.requireNonNull(server.migration(), "an account that may change tables");
        create(server, owner);
        var own = TestConfig.owned(server, server.port(), NAME);
        Running.await(Migrations.apply(vertx, own));
        database = new Database(vertx, own);
        RecordCodec.register(vertx.eventBus());
    }

    private static void create(DatabaseServer server, DatabaseServer.Account owner) {
        var url = "jdbc:mariadb://" + server.host() + ":" + server.port() + "/";
        try (var connection = DriverManager.getConnection(
                        url, owner.user(), owner.password().value());
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + NAME + " CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci");
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    static synchronized Database emptied(Vertx vertx, DatabaseServer server) {
        if (shared == null) {
            shared = new TestDatabase(vertx, server);
        }
        var database = shared.database;
        EMPTYING.forEach(statement -> Running.await(
                database.statement(client -> client.query(statement).execute())));
        return database;
    }
}
