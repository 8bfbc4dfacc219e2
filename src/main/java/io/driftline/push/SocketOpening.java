package io.driftline.push;

import io.driftline.config.Limits;
import io.driftline.jobs.events.UserEvents;
import io.driftline.tracing.Traces;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code GET /stream?after=N}: upgrades to a WebSocket. */
record SocketOpening(
        UserLines lines, Vertx vertx, UserEvents events, Limits limits, SocketTimes times, Clock clock, Traces traces)
        implements Handler<RoutingContext> {
    private static final Logger LOG = LoggerFactory.getLogger(SocketOpening.class);

    @Override
    public void handle(RoutingContext request) {
        long after = UserLines.offset(request.request().getParam("after", "0"));
        var connection = request.request().connection();
        var cut = LineCut.of(connection);
        var subscriber = lines.admit(request);
        request.request()
                .toWebSocket()
                .onSuccess(webSocket -> {
                    var socket =
                            new UserSocket(vertx, webSocket, cut, subscriber, events, limits, times, clock, traces);
                    SocketFrames.watch(connection, limits.socketMessagesPerMinute(), clock, socket::close);
                    webSocket.closeHandler(closed -> lines.remove(socket));
                    lines.open(socket, after);
                })
                .onFailure(failure -> {
                    lines.release(subscriber.user());
                    LOG.debug("upgrade failed: {}", failure.getMessage());
                });
    }
}
