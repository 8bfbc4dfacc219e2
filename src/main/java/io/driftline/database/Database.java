package io.driftline.database;

import io.driftline.config.Config;
import io.driftline.config.StartException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetClientOptions;
import io.vertx.mysqlclient.MySQLBuilder;
import io.vertx.mysqlclient.MySQLClient;
import io.vertx.mysqlclient.MySQLConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The truth's door. Transactions run at READ COMMITTED, so that looking for a row that is not there locks nothing;
 * one that lost a deadlock is run again. When the database is away every call fails within a second or so with
 * {@code service/unavailable}, when it is full with {@code service/storage-full}, and with {@link StatementRefused} when
 * it does not take what it was given. Nobody else sees what the driver fails with.
 */
public final class Database {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    private static final int TRANSACTION_TRIES = 6;

    private final Vertx vertx;
    private final Pool pool;
    private final Failures failures = new Failures();

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

    /** Runs {@code work} and commits, or rolls back and fails. It may run several times, so it changes nothing else. */
    public <T> Future<T> transaction(Function<SqlConnection, Future<T>> work) {
        return attempt(work, 1).recover(this::explained);
    }

    /** Runs what needs no transaction: each statement is one of its own, on any connection. */
    public <T> Future<T> statement(Function<SqlClient, Future<T>> work) {
        return work.apply(pool).recover(this::explained);
    }

    /** The number that the database gave to the row that was just inserted. */
    public static long insertedId(RowSet<?> inserted) {
        return inserted.property(MySQLClient.LAST_INSERTED_ID);
    }

    /** Fails if the database does not answer. */
    public Future<Void> probe() {
        return statement(client -> client.query("SELECT 1").execute().mapEmpty());
    }

    /**
     * Fails with a {@link StartException} if the database would refuse values of so many bytes: better now than when the
     * first large result cannot be stored.
     */
    public Future<Void> requireRoomFor(int bytes) {
        return statement(client -> client.query("SELECT @@max_allowed_packet").execute())
                .map(rows -> rows.iterator().next().getLong(0))
                .compose(most -> most >= bytes
                        ? Future.succeededFuture()
                        : Future.failedFuture(new StartException("The database takes packets of at most " + most
                                + " bytes, and a result may have " + bytes
                                + " (limits.resultBytes): raise max_allowed_packet there, or lower the limit.")));
    }

    /** What the database's clock says, in milliseconds. */
    Future<Instant> time() {
        return statement(client -> client.query("SELECT UTC_TIMESTAMP(3)").execute())
                .map(rows -> rows.iterator().next().getLocalDateTime(0).toInstant(ZoneOffset.UTC));
    }

    /** {@code {version, warnings}}, the latter if its settings are not safe; fails if the database does not answer. */
    public Future<JsonObject> state() {
        return settings().map(settings -> {
            var state = new JsonObject().put("version", settings.getOrDefault("version", "unknown"));
            var warnings = Durability.weaknesses(settings);
            return warnings.isEmpty() ? state : state.put("warnings", new JsonArray(warnings));
        });
    }

    /** Says once in the log what the settings of this database risk. */
    public Future<Void> warnOfWeakSettings() {
        return settings()
                .onSuccess(settings -> Durability.weaknesses(settings)
                        .forEach(weakness -> LOG.warn("the database may lose what was accepted: {}", weakness)))
                .mapEmpty();
    }

    private Future<Map<String, String>> settings() {
        return statement(client -> client.query(Durability.SETTINGS).execute()).map(rows -> {
            Map<String, String> settings = new HashMap<>();
            rows.forEach(row -> settings.put(row.getString(0).toLowerCase(Locale.ROOT), row.getString(1)));
            return settings;
        });
    }

    public Future<Void> close() {
        return pool.close();
    }

    private <T> Future<T> attempt(Function<SqlConnection, Future<T>> work, int tries) {
        return pool.withTransaction(work).recover(failure -> {
            if (!Fault.of(failure).equals(Optional.of(Fault.LOST_RACE)) || tries >= TRANSACTION_TRIES) {
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

    private <T> Future<T> explained(Throwable failure) {
        return Future.failedFuture(failures.explain(failure));
    }
}
