package io.driftline.database;

import io.driftline.config.Config;
import io.driftline.config.StartException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the tables to this version's shape; gateways that start together wait for each other.
 *
 * <p>They run as an account of their own where there is one, so that the service itself need not be able to change a
 * table.
 */
public final class Migrations {
    private static final Logger LOG = LoggerFactory.getLogger(Migrations.class);
    private static final int CONNECT_RETRIES = 5;

    private Migrations() {}

    /** Fails with a {@link StartException} if the database is out of reach or a migration does not apply. */
    public static Future<Void> apply(Vertx vertx, Config.Database database) {
        return vertx.executeBlocking(() -> {
            migrate(database);
            return null;
        });
    }

    private static void migrate(Config.Database database) {
        try {
            var result = flyway(database).migrate();
            LOG.info(
                    "database is at version {}, {} migrations applied",
                    version(
                            result.targetSchemaVersion == null
                                    ? result.initialSchemaVersion
                                    : result.targetSchemaVersion),
                    result.migrationsExecuted);
        } catch (FlywayException e) {
            LOG.debug("migration failed", e);
            throw new StartException(
                    "The database " + database.name() + " at " + database.host() + ":" + database.port()
                            + " cannot be brought up to date: " + firstLine(e),
                    e);
        }
    }

    private static String version(@org.jspecify.annotations.Nullable String target) {
        return target == null ? "its newest" : target;
    }

    private static Flyway flyway(Config.Database database) {
        Config.Account account = database.migration() == null
                ? new Config.Account(database.user(), database.password())
                : database.migration();
        return Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(url(database), account.user(), account.password().value())
                .locations("classpath:db/migration")
                .connectRetries(CONNECT_RETRIES)
                .connectRetriesInterval(2)
                .cleanDisabled(true)
                .load();
    }

    private static String url(Config.Database database) {
        return "jdbc:mariadb://" + database.host() + ":" + database.port() + "/" + database.name();
    }

    private static String firstLine(FlywayException e) {
        Throwable innermost = e;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        String message = innermost.getMessage() == null ? innermost.toString() : innermost.getMessage();
        return message.lines().filter(line -> !line.isBlank()).findFirst().orElse("no reason was given");
    }
}
