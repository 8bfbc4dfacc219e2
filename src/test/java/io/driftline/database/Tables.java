package io.driftline.database;

import io.driftline.config.Config;
import io.driftline.config.DatabaseServer;
import io.driftline.testing.TestConfig;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A database of its own on the tests' server, as some release left it. */
final class Tables implements AutoCloseable {
    /** What releases that had no table of migrations wrote into their own, by version. */
    private static final List<Integer> CHECKSUMS = List.of(
            490558128,
            -1860694383,
            -1636153221,
            1597326254,
            -1971403067,
            -305805472,
            -1562160184,
            -715818245,
            115221891,
            1576158800);

    private static final String HISTORY =
            """
            CREATE TABLE flyway_schema_history (
              installed_rank INT NOT NULL, version VARCHAR(50), description VARCHAR(200) NOT NULL,
              type VARCHAR(20) NOT NULL, script VARCHAR(1000) NOT NULL, checksum INT, installed_by VARCHAR(100) NOT NULL,
              installed_on TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP, execution_time INT NOT NULL, success BOOL NOT NULL,
              CONSTRAINT flyway_schema_history_pk PRIMARY KEY (installed_rank)) ENGINE = InnoDB""";

    private static final List<String> SHAPES = List.of(
            "SELECT table_name, engine, table_collation, table_comment FROM information_schema.tables"
                    + " WHERE table_schema = DATABASE()",
            "SELECT table_name, ordinal_position, column_name, column_default, is_nullable, column_type, collation_name,"
                    + " extra, column_comment FROM information_schema.columns WHERE table_schema = DATABASE()",
            "SELECT table_name, index_name, seq_in_index, column_name, non_unique FROM information_schema.statistics"
                    + " WHERE table_schema = DATABASE()",
            "SELECT table_name, constraint_name, referenced_table_name, delete_rule, update_rule"
                    + " FROM information_schema.referential_constraints WHERE constraint_schema = DATABASE()");

    private final DatabaseServer settings;

    private Tables(DatabaseServer settings) {
        this.settings = settings;
    }

    /** @param version 0 for an empty one, else what the release with that version had, as it had left it */
    static Tables at(Config config, String name, int version) throws SQLException {
        var server = config.database();
        var tables = new Tables(TestConfig.owned(server, server.port(), name));
        try (var connection = tables.connectTo("");
                var statement = connection.createStatement()) {
            statement.execute("DROP DATABASE IF EXISTS " + name);
            statement.execute("CREATE DATABASE " + name + " CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci");
        }
        if (version > 0) {
            tables.release(version);
        }
        return tables;
    }

    private void release(int version) throws SQLException {
        execute(HISTORY);
        for (MigrationScript script : MigrationScript.all().subList(0, version)) {
            for (String statement : script.statements()) {
                execute(statement);
            }
            execute(
                    "INSERT INTO flyway_schema_history VALUES (%1$d, '%1$d', '%2$s', 'SQL', 'V%1$d__%2$s.sql', %3$d, 'x', NOW(), 1, 1)"
                            .formatted(script.version(), script.name(), CHECKSUMS.get(script.version() - 1)));
        }
        execute("INSERT INTO model (name, info) VALUES ('CNN', '')");
        for (String name : List.of("9", "10")) {
            execute("INSERT INTO model_version (model_id, version, digest, subtypes, quality, imported_at) VALUES"
                    + " (1, '" + name + "', '', '[]', '[]', '2026-01-01')");
        }
    }

    DatabaseServer settings() {
        return settings;
    }

    Connection connect() throws SQLException {
        return connectTo(settings.name());
    }

    private Connection connectTo(String name) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:mariadb://" + settings.host() + ":" + settings.port() + "/" + name,
                settings.user(),
                settings.password().value());
    }

    void execute(String sql) throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    void migrate(List<MigrationScript> scripts) throws InterruptedException {
        new Migrations(settings, scripts, this::connect).migrate();
    }

    /** Every table, column, index and foreign key. */
    List<String> shape() throws SQLException {
        List<String> shape = new ArrayList<>();
        for (String query : SHAPES) {
            shape.addAll(rows(query));
        }
        return shape;
    }

    List<String> rows(String query) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (var connection = connect();
                var statement = connection.createStatement();
                var found = statement.executeQuery(query)) {
            while (found.next()) {
                rows.add(row(found));
            }
        }
        rows.sort(null);
        return rows;
    }

    private static String row(ResultSet found) throws SQLException {
        List<String> values = new ArrayList<>();
        for (int column = 1; column <= found.getMetaData().getColumnCount(); column++) {
            values.add(String.valueOf(found.getString(column)));
        }
        return String.join(" | ", values);
    }

    @Override
    public void close() throws SQLException {
        execute("DROP DATABASE " + settings.name());
    }
}
