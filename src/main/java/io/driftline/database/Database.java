package io.driftline.database;

import io.driftline.config.Config;
import io.driftline.config.StartException;
import io.driftline.domain.ProblemType;
import io.driftline.domain.ServiceException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxException;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetClientOptions;
import io.vertx.mysqlclient.MySQLBatchException;
import io.vertx.mysqlclient.MySQLBuilder;
import io.vertx.mysqlclient.MySQLConnectOptions;
import io.vertx.mysqlclient.MySQLException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The truth's door. Transactions run at READ COMMITTED, so that looking for a row that is not there locks nothing;
 * one that lost a deadlock is run again. When the database is away every call fails within a second or so with
 * {@code service/unavailable}.
 */
public final class Database {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    private static final int DEADLOCK = 1213;
    private static final int LOCK_WAIT_TIMEOUT = 1205;
    private static final int TRANSACTION_TRIES = 6;
    /** Too many connections, shutting down, connection killed. */
    private static final Set<Integer> OUTAGES = Set.of(1040, 1053, 1927);

    private final Vertx vertx;
    private final Pool pool;

    public Database(Vertx vertx, Config.Database config) {
        this.vertx = vertx;
        var connect = new MySQLConnectOptions()
                .setHost(config.host())
                .setPort(config.port())
                .setDatabase(config.name())
                .setUser(config.user())
                .setPassword(config.password().value())
                .setCharset("utf8mb4")
                .setCachePreparedStatements(true)
                .setPreparedStatementCacheMaxSize(256)
                // Affected rows mean matched rows by default; the fences ask for changed ones.
                .setUseAffectedRows(true);
        this.pool = MySQLBuilder.pool()
                .with(new PoolOptions()
                        .setMaxSize(config.poolSize())
                        .setMaxWaitQueueSize(10_000)
                        .setConnectionTimeout(5)
                        .setConnectionTimeoutUnit(TimeUnit.SECONDS)
                        .setName("driftline"))
                .with(new NetClientOptions().setConnectTimeout(1_000))
                .connectingTo(connect)
                .withConnectHandler(Database::prepare)
                .using(vertx)
                .build();
    }

    private static void prepare(SqlConnection connection) {
        connection
                .query("SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED")
                .execute()
                .compose(set ->
                        connection.query("SET SESSION time_zone = '+00:00'").execute())
                .onFailure(failure -> LOG.warn("a database connection could not be set up", failure))
                .eventually(connection::close);
    }

    /** The pool itself, for single statements. */
    public Pool pool() {
        return pool;
    }

    /** Runs {@code work} and commits, or rolls back and fails. It may run several times, so it changes nothing else. */
    public <T> Future<T> transaction(Function<SqlConnection, Future<T>> work) {
        return attempt(work, 1).recover(Database::asServiceFailure);
    }

    /** Runs a single statement or read. */
    public <T> Future<T> read(Function<SqlClient, Future<T>> work) {
        return work.apply(pool).recover(Database::asServiceFailure);
    }

    /** Fails if the database does not answer. */
    public Future<Void> probe() {
        return read(client -> client.query("SELECT 1").execute().mapEmpty());
    }

    /**
     * Fails with a {@link StartException} if the database would refuse values of so many bytes: better now than when the
     * first large result cannot be stored.
     */
    public Future<Void> requireRoomFor(int bytes) {
        return read(client -> client.query("SELECT @@max_allowed_packet").execute())
                .map(rows -> rows.iterator().next().getLong(0))
                .compose(most -> most >= bytes
                        ? Future.succeededFuture()
                        : Future.failedFuture(new StartException("The database takes packets of at most " + most
                                + " bytes, and a result may have " + bytes
                                + " (limits.resultBytes): raise max_allowed_packet there, or lower the limit.")));
    }

    /** {@code {version}}; fails if the database does not answer. */
    public Future<JsonObject> state() {
        return read(client -> client.query("SELECT VERSION()").execute()).map(rows -> new JsonObject()
                .put("version", rows.iterator().next().getString(0)));
    }

    public Future<Void> close() {
        return pool.close();
    }

    private <T> Future<T> attempt(Function<SqlConnection, Future<T>> work, int tries) {
        return pool.withTransaction(work).recover(failure -> {
            if (!isLostRace(failure) || tries >= TRANSACTION_TRIES) {
                return Future.failedFuture(failure);
            }
            return pause(tries).compose(paused -> attempt(work, tries + 1));
        });
    }

    private Future<Void> pause(int tries) {
        Promise<Void> paused = Promise.promise();
        long millis = 1 + ThreadLocalRandom.current().nextLong(5L << tries);
        vertx.setTimer(millis, timer -> paused.complete());
        return paused.future();
    }

    private static boolean isLostRace(Throwable failure) {
        if (failure instanceof MySQLBatchException batch) {
            return batch.getIterationError().values().stream().anyMatch(Database::isLostRace);
        }
        return failure instanceof MySQLException mysql
                && (mysql.getErrorCode() == DEADLOCK || mysql.getErrorCode() == LOCK_WAIT_TIMEOUT);
    }

    private static <T> Future<T> asServiceFailure(Throwable failure) {
        return Future.failedFuture(isOutage(failure) ? unreachable() : failure);
    }

    private static ServiceException unreachable() {
        return ServiceException.retryLater(
                ProblemType.UNAVAILABLE,
                "The database cannot be reached right now; nothing was lost. Try again shortly.",
                Duration.ofSeconds(2));
    }

    private static boolean isOutage(Throwable failure) {
        if (failure instanceof MySQLException mysql) {
            return OUTAGES.contains(mysql.getErrorCode());
        }
        // The client tells lost connections and waits that took too long as these.
        return failure instanceof VertxException || !(failure instanceof RuntimeException || failure instanceof Error);
    }
}
