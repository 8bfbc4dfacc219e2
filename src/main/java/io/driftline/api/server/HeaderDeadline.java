package io.driftline.api.server;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Closes connections on which no request's headers become complete in time, however diligently byte after byte arrives.
 *
 * <p>One event loop serves all connections of a server, so nothing here is shared between threads.
 */
public final class HeaderDeadline {
    private static final long NONE = -1;

    private final Vertx vertx;
    private final Duration first;
    private final Duration next;
    private final Map<HttpConnection, Long> timers = new HashMap<>();

    /**
     * @param first from the connection to its first request's headers
     * @param next from the end of an answer to the next request's headers; connections may rest meanwhile
     */
    public HeaderDeadline(Vertx vertx, Duration first, Duration next) {
        this.vertx = vertx;
        this.first = first;
        this.next = next;
    }

    public void opened(HttpConnection connection) {
        timers.put(connection, timer(connection, first));
        connection.closeHandler(closed -> cancel(timers.remove(connection)));
    }

    /** The headers are there; the clock starts again after the answer, unless the connection becomes a WebSocket. */
    public void begun(RoutingContext ctx) {
        var connection = ctx.request().connection();
        cancel(timers.replace(connection, NONE));
        ctx.addEndHandler(ended -> timers.computeIfPresent(connection, (open, none) -> timer(open, next)));
        ctx.next();
    }

    private long timer(HttpConnection connection, Duration patience) {
        return vertx.setTimer(patience.toMillis(), late -> connection.close());
    }

    private void cancel(@Nullable Long timer) {
        if (timer != null && timer != NONE) {
            vertx.cancelTimer(timer);
        }
    }
}
