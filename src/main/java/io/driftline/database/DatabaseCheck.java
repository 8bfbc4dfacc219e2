package io.driftline.database;

import io.driftline.config.DatabaseServer;
import io.driftline.config.StartException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a database is like, for who looks before anything starts; nothing is changed.
 *
 * @param clockAhead of this machine's clock, negative if behind
 * @param packetBytes the most that one statement may have
 * @param weaknesses sentences on settings that may lose what was accepted
 * @param pending migrations of this release that have not run to their end
 * @param unknown migrations of a newer release that have
 */
public record DatabaseCheck(
        String version, Duration clockAhead, long packetBytes, List<String> weaknesses, int pending, int unknown) {
    private static final int NO_SUCH_TABLE = 1146;

    /** Asks by the account of the service, and by that of migrations if there is one. Blocks; fails with the reason. */
    public static DatabaseCheck of(DatabaseServer server) {
        try (Connection owner = Migrations.open(server);
                Connection user = Migrations.open(
                        server.by(new DatabaseServer.Account(server.user(), server.password()), null))) {
            var done = migrations(owner);
            var known =
                    MigrationScript.all().stream().map(MigrationScript::version).collect(Collectors.toSet());
            var settings = settings(user);
            return new DatabaseCheck(
                    settings.getOrDefault("version", "unknown"),
                    ahead(user),
                    Long.parseLong(settings.getOrDefault("max_allowed_packet", "0")),
                    Durability.weaknesses(settings),
                    (int) known.stream().filter(each -> !done.contains(each)).count(),
                    (int) done.stream().filter(each -> !known.contains(each)).count());
        } catch (SQLException e) {
            throw new StartException(Migrations.reason(e), e);
        }
    }

    /** Whether its clock is so near that times of several gateways can be compared. */
    public boolean isInTime() {
        return clockAhead.abs().compareTo(DatabaseClock.MOST_SKEW) < 0;
    }

    private static Duration ahead(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet now = statement.executeQuery("SELECT UTC_TIMESTAMP(3)")) {
            now.next();
            var there = now.getObject(1, LocalDateTime.class).toInstant(ZoneOffset.UTC);
            return Duration.between(Instant.now(), there);
        }
    }

    private static Map<String, String> settings(Connection connection) throws SQLException {
        Map<String, String> settings = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(Durability.SETTINGS)) {
            while (found.next()) {
                settings.put(found.getString(1).toLowerCase(Locale.ROOT), found.getString(2));
            }
        }
        return settings;
    }

    private static Set<Integer> migrations(Connection connection) throws SQLException {
        Set<Integer> done = new HashSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("SELECT version FROM migration WHERE done = total")) {
            while (found.next()) {
                done.add(found.getInt(1));
            }
        } catch (SQLException e) {
            if (e.getErrorCode() != NO_SUCH_TABLE) {
                throw e;
            }
        }
        return done;
    }
}
