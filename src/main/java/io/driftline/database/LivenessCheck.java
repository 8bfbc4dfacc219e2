package io.driftline.database;

import io.driftline.config.DatabaseServer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.DatabaseException;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the database again and again, on a connection of its own, whether it is there. One that takes statements and
 * answers none (frozen, or behind a line that is clogged) cannot be told from a slow one by the statements themselves;
 * this one is never slow. Nor can one that takes connections and greets nobody.
 */
final class LivenessCheck {
    private static final Logger LOG = LoggerFactory.getLogger(LivenessCheck.class);
    private static final Duration PAUSE = Duration.ofMillis(200);
    /** A greeting takes longer than an answer: there and back several times. */
    private static final Duration CONNECT = Duration.ofSeconds(3);

    /** The answer may have come while this process was held up itself: it is read before the verdict. */
    private static final Duration GRACE = Duration.ofMillis(100);

    private final Vertx vertx;
    private final DatabaseServer config;
    private final Runnable onSilence;
    private @Nullable Pool line;
    private long answered;
    private final AtomicLong silences = new AtomicLong();
    private volatile boolean silent;
    private volatile boolean closed;

    /** @param onSilence runs when an answer was missing, before {@link #isSilent} is over */
    LivenessCheck(Vertx vertx, DatabaseServer config, Runnable onSilence) {
        this.vertx = vertx;
        this.config = config;
        this.onSilence = onSilence;
        vertx.getOrCreateContext().runOnContext(started -> begin());
    }

    /** Whether nothing was heard for longer than the setting allows, and nothing since. */
    boolean isSilent() {
        return silent;
    }

    /** How often it fell silent. */
    long silences() {
        return silences.get();
    }

    Future<Void> close() {
        closed = true;
        var open = line;
        return open == null ? Future.succeededFuture() : open.close();
    }

    private void begin() {
        if (!closed) {
            var fresh = DoorPool.alone(vertx, config);
            line = fresh;
            beat(fresh, CONNECT);
        }
    }

    private void beat(Pool asked, Duration patience) {
        long before = answered;
        asked.query("SELECT 1").execute().onComplete(answer -> {
            if (line != asked) {
                return;
            }
            if (answer.succeeded() || answer.cause() instanceof DatabaseException) {
                answered++;
                heard();
                vertx.setTimer(PAUSE.toMillis(), again -> beat(asked, config.silence()));
            } else {
                giveUp(asked);
            }
        });
        vertx.setTimer(
                patience.toMillis(),
                late -> vertx.setTimer(GRACE.toMillis(), verdict -> {
                    if (line == asked && answered == before && !closed) {
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
            silences.incrementAndGet();
            LOG.error("the database takes statements and answers none: requests are refused until it does");
            onSilence.run();
        }
    }

    /** Closed with the line are all its sockets, also one that was never greeted. */
    private void giveUp(Pool broken) {
        line = null;
        broken.close();
        vertx.setTimer(PAUSE.toMillis(), again -> begin());
    }
}
