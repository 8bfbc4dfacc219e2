package io.driftline.api;

import io.driftline.domain.ProblemType;
import io.driftline.domain.ServiceException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Lets only a few requests at a time bring a large body, which takes several times its size until it is stored; others
 * wait unread. Used on the server's one event loop.
 */
final class LargeBodies {
    private static final String WAITS = "driftline.waits";
    private static final int LARGE = 1 << 20;
    private static final int AT_ONCE = 4;
    private static final int WAITING = 32;
    private static final Duration LATER = Duration.ofSeconds(5);

    private final Deque<RoutingContext> waiting = new ArrayDeque<>();
    private int admitted;

    /** Goes on at once or later, or fails with 503. */
    void admit(RoutingContext ctx) {
        if (!mayBeLarge(ctx)) {
            ctx.next();
        } else if (admitted < AT_ONCE) {
            begin(ctx);
        } else if (waiting.size() < WAITING) {
            ctx.request().pause();
            ctx.put(WAITS, true);
            waiting.add(ctx);
        } else {
            ctx.fail(ServiceException.retryLater(
                    ProblemType.UNAVAILABLE, "Many large submissions arrive right now. Try again in a moment.", LATER));
        }
    }

    /** Whether this request is to stay paused until its turn comes. */
    static boolean waits(RoutingContext ctx) {
        return ctx.get(WAITS) != null;
    }

    private void begin(RoutingContext ctx) {
        admitted++;
        ctx.addEndHandler(ended -> end());
        ctx.next();
    }

    private void end() {
        admitted--;
        var next = waiting.poll();
        while (next != null && next.response().closed()) {
            next = waiting.poll();
        }
        if (next != null) {
            next.remove(WAITS);
            begin(next);
            // Only now somebody listens to what comes.
            next.request().resume();
        }
    }

    private static boolean mayBeLarge(RoutingContext ctx) {
        var length = ctx.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null
                ? ctx.request().headers().contains(HttpHeaders.TRANSFER_ENCODING)
                : length.length() > 7 || Long.parseLong(length) > LARGE;
    }
}
