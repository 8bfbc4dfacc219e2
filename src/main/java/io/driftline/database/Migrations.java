package io.driftline.database;

import io.driftline.config.DatabaseServer;
import io.driftline.config.StartException;
import io.driftline.failpoints.FailPoint;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the tables to this version's shape; gateways that start together wait for each other.
 *
 * <p>It may be killed at any moment and goes on from there: see {@link MigrationLog}. What a statement changes in rows is
 * committed with its entry, so it happens once. What it changes in tables commits by itself, but wholly or not at all; so
 * of one in doubt, "that is there already" says that it was done.
 *
 * <p>It runs as an account of its own where there is one, so that the service itself need not be able to change a table.
 */
public final class Migrations {
    private static final Logger LOG = LoggerFactory.getLogger(Migrations.class);
    private static final int CONNECT_TRIES = 6;
    private static final int CONNECT_PAUSE_SECONDS = 2;
    private static final int TURN_SECONDS = 2;
    private static final int TURN_TRIES = 300;

    /** Table, column, key or constraint exists already; column or key to be dropped does not. */
    private static final Set<Integer> DONE_ALREADY = Set.of(1050, 1060, 1061, 1091, 1826);

    /** MariaDB's word for a constraint that exists. */
    private static final String DUPLICATE_CONSTRAINT = "errno: 121";

    private final DatabaseServer database;
    private final List<MigrationScript> scripts;
    private final Source source;
    private final CountDownLatch stopAsked = new CountDownLatch(1);
    private volatile Future<Void> run = Future.succeededFuture();

    public Migrations(DatabaseServer database) {
        this(database, MigrationScript.all(), () -> open(database));
    }

    Migrations(DatabaseServer database, List<MigrationScript> scripts, Source source) {
        this.database = database;
        this.scripts = scripts;
        this.source = source;
    }

    /** The number of the last one of this build. */
    public static int newest() {
        var all = MigrationScript.all();
        return all.get(all.size() - 1).version();
    }

    /** Fails with a {@link StartException} if the database is out of reach or has tables. Blocks. */
    public static void requireEmpty(DatabaseServer database) {
        String sql = "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = DATABASE()";
        try (Connection connection = open(database);
                Statement statement = connection.createStatement();
                ResultSet counted = statement.executeQuery(sql)) {
            if (counted.next() && counted.getInt(1) > 0) {
                throw new StartException("The database " + database.name() + " at " + database.host() + ":"
                        + database.port() + " has tables: give an empty one, for nothing is written over.");
            }
        } catch (SQLException away) {
            throw new StartException(
                    "The database " + database.name() + " at " + database.host() + ":" + database.port()
                            + " does not answer: " + reason(away),
                    away);
        }
    }

    /** Where a connection comes from; tests have one that dies. */
    interface Source {
        Connection connect() throws SQLException;
    }

    /** Fails with a {@link StartException} if the database is out of reach or a migration does not apply. */
    public static Future<Void> apply(Vertx vertx, DatabaseServer database) {
        return new Migrations(database).apply(vertx);
    }

    /** The same of this one, which can be stopped. */
    public Future<Void> apply(Vertx vertx) {
        run = vertx.executeBlocking(() -> {
            migrate();
            return null;
        });
        return run;
    }

    /** Completes once no statement runs any more; the next start goes on from there. */
    public Future<Void> stop() {
        stopAsked.countDown();
        return run.transform(ended -> Future.succeededFuture());
    }

    void migrate() throws InterruptedException {
        try (Connection connection = connect()) {
            connection.setAutoCommit(false);
            awaitTurn(connection);
            MigrationLog log = MigrationLog.open(connection);
            var known = log.checked(scripts);
            int applied = 0;
            for (MigrationScript script : scripts) {
                var entry = known.get(script.version());
                if (entry == null || !entry.isFinished()) {
                    apply(connection, log, script, entry);
                    applied++;
                }
            }
            LOG.info("database is at {}, {} migrations applied", scripts.get(scripts.size() - 1), applied);
        } catch (SQLException e) {
            LOG.debug("migration failed", e);
            throw refusal(e);
        }
    }

    private void apply(
            Connection connection, MigrationLog log, MigrationScript script, MigrationLog.@Nullable Entry known)
            throws SQLException {
        if (known == null) {
            log.begin(script);
        } else {
            LOG.info("{} goes on after {} of {} statements", script, known.done(), known.total());
        }
        boolean inDoubt = known != null && known.inDoubt();
        int total = script.statements().size();
        for (int next = known == null ? 0 : known.done(); next < total; next++) {
            requireNoStop();
            execute(connection, log, script, next, inDoubt);
            FailPoint.hit("MIGRATION_DONE_NOT_NOTED");
            log.reached(script, next + 1, next + 1 < total);
            inDoubt = false;
        }
    }

    private void execute(Connection connection, MigrationLog log, MigrationScript script, int next, boolean inDoubt)
            throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(script.statements().get(next));
        } catch (SQLException e) {
            if (!inDoubt || !isDoneAlready(e)) {
                // It answered, so it did nothing. If it is gone, this fails too and the doubt stays.
                connection.rollback();
                log.reached(script, next, false);
                throw e;
            }
            LOG.info("statement {} of {} was done already", next + 1, script);
        }
    }

    private static boolean isDoneAlready(SQLException e) {
        return DONE_ALREADY.contains(e.getErrorCode())
                || (e.getMessage() != null && e.getMessage().contains(DUPLICATE_CONSTRAINT));
    }

    private void requireNoStop() {
        if (stopAsked.getCount() == 0) {
            throw new StartException("Stopped before the tables were up to date; the next start goes on from there.");
        }
    }

    private Connection connect() throws SQLException, InterruptedException {
        for (int tries = 1; ; tries++) {
            try {
                return source.connect();
            } catch (SQLException away) {
                if (tries == CONNECT_TRIES || isRefusal(away)) {
                    throw away;
                }
                LOG.info("the database does not answer yet: {}", away.getMessage());
            }
            stopAsked.await(CONNECT_PAUSE_SECONDS, TimeUnit.SECONDS);
            requireNoStop();
        }
    }

    /** A wrong password or name does not become right by waiting. */
    private static boolean isRefusal(SQLException e) {
        return e.getSQLState() != null
                && (e.getSQLState().startsWith("28") || e.getSQLState().startsWith("42"));
    }

    static Connection open(DatabaseServer database) throws SQLException {
        DatabaseServer.Account account = database.migration() == null
                ? new DatabaseServer.Account(database.user(), database.password())
                : database.migration();
        return DriverManager.getConnection(
                url(database), account.user(), account.password().value());
    }

    /** The lock is the connection's, so it is free again once a killed gateway's last statement has ended. */
    private void awaitTurn(Connection connection) throws SQLException {
        String sql = "SELECT GET_LOCK(CONCAT('driftline migration ', MD5(DATABASE())), " + TURN_SECONDS + ")";
        for (int tries = 0; tries < TURN_TRIES; tries++) {
            try (Statement statement = connection.createStatement();
                    ResultSet got = statement.executeQuery(sql)) {
                if (got.next() && got.getInt(1) == 1) {
                    return;
                }
            }
            requireNoStop();
        }
        throw new StartException("Another gateway has been changing the tables of " + database.name() + " for "
                + TURN_SECONDS * TURN_TRIES / 60 + " minutes: wait until it is done, then start again.");
    }

    private static String url(DatabaseServer database) {
        String address = "jdbc:mariadb://" + database.host() + ":" + database.port() + "/" + database.name();
        return database.ca() == null ? address : address + "?sslMode=verify-full&serverSslCert=" + database.ca();
    }

    private StartException refusal(SQLException e) {
        return new StartException(
                "The database " + database.name() + " at " + database.host() + ":" + database.port()
                        + " cannot be brought up to date: " + reason(e),
                e);
    }

    /** In one line. */
    static String reason(SQLException e) {
        String message = e.getMessage() == null ? e.toString() : e.getMessage();
        return message.lines().filter(line -> !line.isBlank()).findFirst().orElse("no reason was given");
    }
}
