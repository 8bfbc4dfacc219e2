package io.driftline.push;

import io.driftline.config.Limits;
import io.driftline.jobs.events.UserEvents;
import io.driftline.tracing.Traces;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;

/** {@code GET /events?after=N}: an answer that goes on; a client that comes back says where by {@code Last-Event-ID}. */
record EventStreamOpening(
        UserLines lines, Vertx vertx, UserEvents events, Limits limits, SocketTimes times, Clock clock, Traces traces)
        implements Handler<RoutingContext> {
    private static final String LAST_SEEN = "Last-Event-ID";

    @Override
    public void handle(RoutingContext request) {
        var lastSeen = request.request().getHeader(LAST_SEEN);
        long after = UserLines.offset(lastSeen == null ? request.request().getParam("after", "0") : lastSeen);
        var cut = LineCut.of(request.request().connection());
        var subscriber = lines.admit(request);
        var stream = new EventStream(
                vertx, request.response(), cut, subscriber, events, limits.socketUnsentBytes(), times, clock, traces);
        stream.whenGone(() -> lines.remove(stream));
        lines.open(stream, after);
    }
}
