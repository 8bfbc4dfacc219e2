package io.driftline.api.caller;

import io.vertx.ext.web.RoutingContext;

/**
 * A request whose body is kept unread for a while. Several may hold one at a time; it comes on once the last of them has released
 * it. Nothing else pauses or resumes requests, but for what takes over a held one's body as a stream or upgrades its connection.
 */
public final class PausedRequest {
    private static final String HOLDS = "driftline.request-holds";

    private PausedRequest() {}

    /** Keeps what comes unread until {@link #release}. */
    public static void hold(RoutingContext ctx) {
        ctx.put(HOLDS, holds(ctx) + 1);
        ctx.request().pause();
    }

    /** Ends one hold. */
    public static void release(RoutingContext ctx) {
        int left = Math.max(0, holds(ctx) - 1);
        ctx.put(HOLDS, left);
        if (left == 0) {
            ctx.request().resume();
        }
    }

    /** Ends all holds: the request is answered, and its connection is to serve the next one. */
    public static void letGo(RoutingContext ctx) {
        ctx.put(HOLDS, 0);
        ctx.request().resume();
    }

    private static int holds(RoutingContext ctx) {
        Integer holds = ctx.get(HOLDS);
        return holds == null ? 0 : holds;
    }
}
