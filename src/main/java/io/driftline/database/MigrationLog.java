package io.driftline.database;

import io.driftline.config.StartException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How far the tables have come, kept beside them in {@code migration}. Each entry is written <em>before</em> its statement
 * runs, so a statement that a kill may have met is known to be in doubt.
 */
final class MigrationLog {
    private static final String CREATE =
            """
            CREATE TABLE migration (
              version  INT          NOT NULL,
              name     VARCHAR(100) NOT NULL,
              checksum INT          NOT NULL COMMENT 'CRC-32 of the script',
              done     INT          NOT NULL COMMENT 'statements that are surely done',
              total    INT          NOT NULL COMMENT 'statements of the script; as many are done once it is',
              in_doubt BOOLEAN      NOT NULL COMMENT 'the next statement was begun',
              PRIMARY KEY (version)
            ) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4
            """;

    /** What releases before this table kept: whole scripts only. Taken over in one statement, so wholly or not at all. */
    private static final String ADOPT =
            """
            INSERT INTO migration (version, name, checksum, done, total, in_doubt)
              SELECT CAST(version AS SIGNED), description, checksum, 1, 1, FALSE
              FROM flyway_schema_history WHERE success AND version IS NOT NULL
            """;

    private final Connection connection;

    private MigrationLog(Connection connection) {
        this.connection = connection;
    }

    /** What is known of a script that has begun. */
    record Entry(int checksum, int done, int total, boolean inDoubt) {
        boolean isFinished() {
            return done == total;
        }
    }

    /** Makes the table if it is absent; the connection does not commit by itself. */
    static MigrationLog open(Connection connection) throws SQLException {
        var log = new MigrationLog(connection);
        if (!log.exists("migration")) {
            log.execute(CREATE);
        }
        if (log.entries().isEmpty() && log.exists("flyway_schema_history")) {
            log.execute(ADOPT);
            connection.commit();
        }
        return log;
    }

    private boolean exists(String table) throws SQLException {
        try (PreparedStatement asked = connection.prepareStatement(
                "SELECT 1 FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = ?")) {
            asked.setString(1, table);
            try (ResultSet found = asked.executeQuery()) {
                return found.next();
            }
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** By version. */
    Map<Integer, Entry> entries() throws SQLException {
        Map<Integer, Entry> entries = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet found =
                        statement.executeQuery("SELECT version, checksum, done, total, in_doubt FROM migration")) {
            while (found.next()) {
                entries.put(
                        found.getInt(1),
                        new Entry(found.getInt(2), found.getInt(3), found.getInt(4), found.getBoolean(5)));
            }
        }
        return entries;
    }

    /** Fails with a {@link StartException} if a script differs from the one that ran. */
    Map<Integer, Entry> checked(List<MigrationScript> scripts) throws SQLException {
        Map<Integer, Entry> entries = entries();
        for (MigrationScript script : scripts) {
            Entry entry = entries.get(script.version());
            if (entry != null && entry.checksum() != script.checksum()) {
                throw new StartException("The migration " + script + " is not the one that this database was brought up"
                        + " to date with: run the release that made it, or restore a backup.");
            }
        }
        return entries;
    }

    /** The first statement is about to run. */
    void begin(MigrationScript script) throws SQLException {
        try (PreparedStatement added = connection.prepareStatement(
                "INSERT INTO migration (version, name, checksum, done, total, in_doubt) VALUES (?, ?, ?, 0, ?, TRUE)")) {
            added.setInt(1, script.version());
            added.setString(2, script.name());
            added.setInt(3, script.checksum());
            added.setInt(4, script.statements().size());
            added.executeUpdate();
        }
        connection.commit();
    }

    /** So many statements are done; if {@code inDoubt} the next is about to run. Commits what the last one wrote, too. */
    void reached(MigrationScript script, int done, boolean inDoubt) throws SQLException {
        try (PreparedStatement changed =
                connection.prepareStatement("UPDATE migration SET done = ?, in_doubt = ? WHERE version = ?")) {
            changed.setInt(1, done);
            changed.setBoolean(2, inDoubt);
            changed.setInt(3, script.version());
            changed.executeUpdate();
        }
        connection.commit();
    }
}
