package io.driftline.database;

import io.driftline.config.DatabaseServer;
import io.driftline.config.StartException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mysqlclient.MySQLClient;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import java.net.ConnectException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.Supplier;
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
    private final Connections connections;
    private final Door door;
    private final Failures failures;

    /** For what users ask. */
    public Database(Vertx vertx, DatabaseServer config) {
        this(vertx, new Connections(vertx, config), Door.REQUESTS, new Failures());
    }

    private Database(Vertx vertx, Connections connections, Door door, Failures failures) {
        this.vertx = vertx;
        this.connections = connections;
        this.door = door;
        this.failures = failures;
    }

    /** The same database by connections of their own; they close with this one. */
    public Database by(Door other) {
        return new Database(vertx, connections, other, failures);
    }

    /** Runs {@code work} and commits, or rolls back and fails. It may run several times, so it changes nothing else. */
    public <T> Future<T> transaction(Function<SqlConnection, Future<T>> work) {
        var inTime = unlessLate(work);
        return soon(() -> attempt(pool -> pool.withTransaction(tx -> whileOpen(tx, inTime)), 1));
    }

    /**
     * A transaction whose statements may be sent without waiting for each other's answers. Whatever the first comes to, the
     * server runs those that were sent with it, even after a deadlock has ended the transaction: these are then in another
     * one, which is rolled back like the first, since nothing is committed by itself before the end.
     */
    public <T> Future<T> together(Function<SqlConnection, Future<T>> work) {
        var inTime = unlessLate(work);
        return soon(() -> attempt(
                pool -> pool.withConnection(connection -> whileOpen(connection, tx -> together(tx, inTime))), 1));
    }

    private static <T> Future<T> together(SqlConnection connection, Function<SqlConnection, Future<T>> work) {
        var begun = connection.query("SET autocommit = 0").execute();
        return work.apply(connection)
                .compose(done -> begun.compose(first -> commit(connection)).map(done))
                .recover(failure -> rollBack(connection).transform(over -> Future.failedFuture(failure)));
    }

    /** Whether a commit that fails has been one nobody can tell, here as on a connection that breaks. */
    private static Future<?> commit(SqlConnection connection) {
        return Future.all(
                connection.query("COMMIT").execute(),
                connection.query("SET autocommit = 1").execute());
    }

    private static Future<?> rollBack(SqlConnection connection) {
        return connection
                .query("ROLLBACK")
                .execute()
                .compose(over -> connection.query("SET autocommit = 1").execute())
                .onFailure(broken -> DoorPool.discard(connection));
    }

    /** Of the statements that are under way on a connection that breaks, the client fails one and forgets the others. */
    private static <T> Future<T> whileOpen(SqlConnection connection, Function<SqlConnection, Future<T>> work) {
        Promise<T> answer = Promise.promise();
        connection.closeHandler(broken -> answer.tryFail(new ConnectException("the connection broke")));
        work.apply(connection).onSuccess(answer::tryComplete).onFailure(answer::tryFail);
        return answer.future();
    }

    /** Runs what needs no transaction: each statement is one of its own, on any connection. */
    public <T> Future<T> statement(Function<SqlClient, Future<T>> work) {
        return soon(() -> connections.pool(door).compose(work));
    }

    /** The number that the database gave to the row that was just inserted. */
    public static long insertedId(RowSet<?> inserted) {
        return inserted.property(MySQLClient.LAST_INSERTED_ID);
    }

    /** Fails if the database does not answer, or has lately had no room. */
    public Future<Void> probe() {
        return statement(client -> client.query("SELECT 1").execute()).compose(answered -> failures.room());
    }

    /**
     * Fails with a {@link StartException} if the database would refuse values of so many bytes: better now than when the
     * first large result cannot be stored. What else its settings risk is said once in the log.
     */
    public Future<Void> requireFit(int bytes) {
        return requireRoomFor(bytes).compose(room -> warnOfWeakSettings());
    }

    private Future<Void> requireRoomFor(int bytes) {
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

    private Future<Void> warnOfWeakSettings() {
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

    /** How often it took statements and answered none. */
    public long silences() {
        return connections.silences();
    }

    public Future<Void> close() {
        return connections.close();
    }

    private <T> Future<T> attempt(Function<Pool, Future<T>> work, int tries) {
        return connections.pool(door).compose(work).recover(failure -> {
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

    private <T> Future<T> soon(Supplier<Future<T>> work) {
        return connections.soon(door, work).recover(failure -> Future.failedFuture(failures.explain(failure)));
    }

    /** What nobody waits for any more is not committed. */
    private <T> Function<SqlConnection, Future<T>> unlessLate(Function<SqlConnection, Future<T>> work) {
        long until = System.nanoTime() + door.patience().toNanos();
        return tx -> work.apply(tx)
                .compose(done -> System.nanoTime() < until
                        ? Future.succeededFuture(done)
                        : Future.failedFuture(WaitingCallers.late(door.patience())));
    }
}
