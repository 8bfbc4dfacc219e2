package io.driftline.push;

import io.driftline.jobs.events.UserEvents;
import io.driftline.tracing.Traces;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A line over server-sent events, for networks that let no WebSocket through: the same frames, those that move the
 * cursor with their offset as {@code id}, and a last one of type {@code close} with the socket's close code.
 */
final class EventStream extends UserLine {
    /** That it stays open at least, whoever else wants its place. */
    private static final int HEARTBEATS_AT_LEAST = 2;

    private final Vertx vertx;
    private final HttpServerResponse response;
    private final SocketTimes times;
    private long renewal = NONE;

    /** @param cut cuts the line without a word */
    EventStream(
            Vertx vertx,
            HttpServerResponse response,
            Runnable cut,
            Subscriber subscriber,
            UserEvents events,
            int unsentBytes,
            SocketTimes times,
            Clock clock,
            Traces traces) {
        super(vertx, subscriber, cut, events, times, clock, traces);
        this.vertx = vertx;
        this.times = times;
        this.response = response;
        response.setChunked(true)
                .setWriteQueueMaxSize(unsentBytes)
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/event-stream")
                // Asks a proxy to pass on what comes when it comes.
                .putHeader("X-Accel-Buffering", "no")
                .drainHandler(drained -> drained());
    }

    /** The client has left, or what was to be said last has been sent. */
    void whenGone(Runnable act) {
        response.closeHandler(closed -> act.run());
        response.endHandler(ended -> act.run());
    }

    @Override
    void open(long after) {
        // Jitter, so that a restarted server is not met by everybody at once.
        response.write("retry: " + ThreadLocalRandom.current().nextInt(1_000, 5_000) + "\n\n");
        super.open(after);
        renewal = vertx.setTimer(times.streamLives().toMillis(), due -> close(CloseCode.RESTARTING));
    }

    @Override
    void letGo() {
        super.letGo();
        cancel(renewal);
    }

    @Override
    Future<Void> send(long offset, Buffer frame) {
        return response.write(text(offset, frame));
    }

    @Override
    boolean isQueueFull() {
        return response.writeQueueFull();
    }

    /** There is nothing to ask for an answer here, and so each stream is opened anew from time to time. */
    @Override
    void probe() {}

    /** What is written to a dead one goes nowhere, and nobody says so. */
    @Override
    boolean mayBeDead() {
        return age().compareTo(times.heartbeat().multipliedBy(HEARTBEATS_AT_LEAST)) > 0;
    }

    @Override
    Future<Void> part(CloseCode code) {
        var last = new JsonObject()
                .put("type", "close")
                .put("code", code.code())
                .put("reason", code.reason())
                .toBuffer();
        return response.end(text(NONE, last));
    }

    private static Buffer text(long offset, Buffer frame) {
        var text = Buffer.buffer(frame.length() + 40);
        if (offset != NONE) {
            text.appendString("id: ").appendString(Long.toString(offset)).appendString("\n");
        }
        return text.appendString("data: ").appendBuffer(frame).appendString("\n\n");
    }
}
