package io.driftline.database;

import io.driftline.config.DatabaseServer;
import io.driftline.tls.TlsOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.tracing.TracingPolicy;
import io.vertx.mysqlclient.MySQLBuilder;
import io.vertx.mysqlclient.MySQLConnectOptions;
import io.vertx.mysqlclient.SslMode;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.internal.SqlConnectionInternal;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections of one door. When the database falls silent they are thrown away as a whole, with all that waits on
 * them: none can be told from one that leads nowhere.
 */
final class DoorPool {
    private static final Logger LOG = LoggerFactory.getLogger(DoorPool.class);
    private static final Duration CONNECT = Duration.ofSeconds(1);
    private static final Duration WAIT_FOR_ONE = Duration.ofSeconds(2);
    private static final int WAITING = 10_000;
    private static final int PIPELINED = 16;
    private static final Duration QUIET = Duration.ofSeconds(10);
    private static final long NEVER = Long.MIN_VALUE;

    private final Vertx vertx;
    private final DatabaseServer config;
    private final Door door;
    private final AtomicLong toldAt = new AtomicLong(NEVER);
    private Pool pool;

    DoorPool(Vertx vertx, DatabaseServer config, Door door) {
        this.vertx = vertx;
        this.config = config;
        this.door = door;
        this.pool = build();
    }

    synchronized Pool pool() {
        return pool;
    }

    /** All that is under way fails; what comes next gets new connections. */
    synchronized void cut() {
        var silent = pool;
        pool = build();
        silent.close();
    }

    synchronized Future<Void> close() {
        return pool.close();
    }

    private static MySQLConnectOptions address(DatabaseServer config) {
        var options = new MySQLConnectOptions()
                .setHost(config.host())
                .setPort(config.port())
                .setDatabase(config.name())
                .setUser(config.user())
                .setPassword(config.password().value())
                .setCharset("utf8mb4")
                .setCachePreparedStatements(true)
                .setPreparedStatementCacheMaxSize(256)
                // Affected rows mean matched rows by default; the fences ask for changed ones.
                .setUseAffectedRows(true)
                // What is sent without waiting for an answer goes out at once; a pool never mixes callers.
                .setPipeliningLimit(PIPELINED)
                // Who waits for a turn may get it on another caller's context.
                .setTracingPolicy(TracingPolicy.IGNORE);
        if (config.ca() != null) {
            options.setSslMode(SslMode.VERIFY_IDENTITY).setSslOptions(TlsOptions.trusting(config.ca()));
        }
        return options;
    }

    /** A single connection that nobody else uses. */
    static Pool alone(Vertx vertx, DatabaseServer config) {
        return MySQLBuilder.pool()
                .with(new PoolOptions().setMaxSize(1).setName("driftline-pulse"))
                .with(new NetClientOptions().setConnectTimeout((int) CONNECT.toMillis()))
                .connectingTo(address(config))
                .using(vertx)
                .build();
    }

    private Pool build() {
        return MySQLBuilder.pool()
                .with(new PoolOptions()
                        .setMaxSize(door.connections(config))
                        .setMaxWaitQueueSize(WAITING)
                        .setConnectionTimeout((int) WAIT_FOR_ONE.toMillis())
                        .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS)
                        .setIdleTimeout((int) door.silence().toMillis() * 3 / 4)
                        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                        .setName("driftline-" + door.label()))
                .with(new NetClientOptions()
                        .setConnectTimeout((int) CONNECT.toMillis())
                        .setReadIdleTimeout((int) door.silence().toSeconds()))
                .connectingTo(address(config))
                .withConnectHandler(this::prepare)
                .using(vertx)
                .build();
    }

    /** One that could not be told its settings would wait for rows and statements without an end: nobody gets it. */
    private void prepare(SqlConnection connection) {
        SessionSettings.apply(connection, door)
                .onSuccess(told -> connection.close())
                .onFailure(failure -> {
                    tell(failure);
                    discard(connection);
                });
    }

    /** Closes a connection for good; closing what a pool gave only takes it back into the pool. */
    static void discard(SqlConnection connection) {
        var pooled = ((SqlConnectionInternal) connection).unwrap();
        pooled.unwrap().close(null, Promise.promise());
    }

    /** Each caller makes a connection, and each meets the same. */
    private void tell(Throwable failure) {
        long now = System.nanoTime();
        long before = toldAt.get();
        if ((before == NEVER || now - before > QUIET.toNanos()) && toldAt.compareAndSet(before, now)) {
            LOG.warn("a database connection could not be set up, and is closed: {}", failure.getMessage());
        }
    }
}
