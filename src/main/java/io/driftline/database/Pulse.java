package io.driftline.database;

import io.driftline.config.Config;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.mysqlclient.MySQLConnection;
import io.vertx.sqlclient.DatabaseException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the database again and again, on a connection of its own, whether it is there. One that takes statements and
 * answers none (frozen, or behind a line that is clogged) cannot be told from a slow one by the statements themselves;
 * this one is never slow.
 */
final class Pulse {
    private static final Logger LOG = LoggerFactory.getLogger(Pulse.class);
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Duration CONNECT = Duration.ofSeconds(3);

    /** The answer may have come while this process was held up itself: it is read before the verdict. */
    private static final Duration GRACE = Duration.ofMillis(100);

    private final Vertx vertx;
    private final Config.Database config;
    private final Runnable onSilence;
    private final Context context;
    private @Nullable MySQLConnection connection;
    private long answered;
    private volatile boolean silent;
    private volatile boolean closed;

    /** @param onSilence runs when an answer was missing, before {@link #isSilent} is over */
    Pulse(Vertx vertx, Config.Database config, Runnable onSilence) {
        this.vertx = vertx;
        this.config = config;
        this.onSilence = onSilence;
        this.context = vertx.getOrCreateContext();
        context.runOnContext(started -> connect());
    }

    /** Whether nothing was heard for longer than the setting allows, and nothing since. */
    boolean isSilent() {
        return silent;
    }

    Future<Void> close() {
        closed = true;
        var open = connection;
        return open == null ? Future.succeededFuture() : open.close();
    }

    private void connect() {
        if (closed) {
            return;
        }
        var attempt = MySQLConnection.connect(vertx, Line.address(config));
        long deadline = vertx.setTimer(CONNECT.toMillis(), late -> {
            attempt.onSuccess(MySQLConnection::close);
            connect();
        });
        attempt.onComplete(tried -> {
            if (!vertx.cancelTimer(deadline)) {
                return;
            }
            if (tried.succeeded() && !closed) {
                connection = tried.result();
                beat(tried.result());
            } else if (tried.succeeded()) {
                tried.result().close();
            } else {
                vertx.setTimer(PAUSE.toMillis(), again -> connect());
            }
        });
    }

    private void beat(MySQLConnection asked) {
        long before = answered;
        asked.query("SELECT 1").execute().onComplete(answer -> {
            if (connection != asked) {
                return;
            }
            if (answer.succeeded() || answer.cause() instanceof DatabaseException) {
                answered++;
                heard();
                vertx.setTimer(PAUSE.toMillis(), again -> beat(asked));
            } else {
                giveUp(asked);
            }
        });
        vertx.setTimer(
                config.silence().toMillis(),
                late -> vertx.setTimer(GRACE.toMillis(), verdict -> {
                    if (connection == asked && answered == before && !closed) {
                        fallSilent();
                        giveUp(asked);
                    }
                }));
    }

    private void heard() {
        if (silent) {
            silent = false;
            LOG.info("the database answers again");
        }
    }

    private void fallSilent() {
        if (!silent) {
            silent = true;
            LOG.error("the database takes statements and answers none: requests are refused until it does");
            onSilence.run();
        }
    }

    private void giveUp(MySQLConnection broken) {
        connection = null;
        broken.close();
        vertx.setTimer(PAUSE.toMillis(), again -> connect());
    }
}
