package io.driftline.push;

import io.driftline.config.Limits;
import io.driftline.jobs.events.UserEvents;
import io.driftline.json.Whole;
import io.driftline.tracing.Traces;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A line over a WebSocket: pings tell whether the client is there, and it may say where to go on, so often. */
final class UserSocket extends UserLine {
    private static final Logger LOG = LoggerFactory.getLogger(UserSocket.class);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Vertx vertx;
    private final ServerWebSocket socket;
    private final Limits limits;
    private final SocketTimes times;
    private final Clock clock;
    private long pongTimer = NONE;
    private long minuteStart;
    private int messagesThisMinute;

    /** @param cut cuts the line without a word */
    UserSocket(
            Vertx vertx,
            ServerWebSocket socket,
            Runnable cut,
            Subscriber subscriber,
            UserEvents events,
            Limits limits,
            SocketTimes times,
            Clock clock,
            Traces traces) {
        super(vertx, subscriber, cut, events, times, clock, traces);
        this.vertx = vertx;
        this.socket = socket;
        this.limits = limits;
        this.times = times;
        this.clock = clock;
        this.minuteStart = clock.millis();
        socket.setWriteQueueMaxSize(limits.socketUnsentBytes());
        socket.textMessageHandler(this::take);
        socket.binaryMessageHandler(binary -> close(CloseCode.BINARY));
        socket.drainHandler(drained -> drained());
        socket.pongHandler(pong -> cancel(pongTimer));
        socket.exceptionHandler(failure -> LOG.debug("socket failed: {}", failure.getMessage()));
    }

    @Override
    Future<Void> send(long offset, Buffer frame) {
        return socket.writeTextMessage(frame.toString());
    }

    @Override
    boolean isQueueFull() {
        return socket.writeQueueFull();
    }

    @Override
    void probe() {
        socket.writePing(Buffer.buffer("driftline"))
                .onFailure(failure -> LOG.debug("ping failed: {}", failure.getMessage()));
        pongTimer = vertx.setTimer(times.pongWithin().toMillis(), timer -> close(CloseCode.NO_PONG));
    }

    @Override
    Future<Void> part(CloseCode code) {
        return socket.close(code.code(), code.reason());
    }

    @Override
    void letGo() {
        super.letGo();
        cancel(pongTimer);
    }

    private void take(String text) {
        if (text.getBytes(StandardCharsets.UTF_8).length > limits.socketMessageBytes()) {
            close(CloseCode.TOO_LONG);
            return;
        }
        if (!withinRate()) {
            close(CloseCode.TOO_MANY_MESSAGES);
            return;
        }
        var after = ResumeMessage.parse(text);
        if (after.isEmpty()) {
            close(CloseCode.BAD_MESSAGE);
            return;
        }
        start(after.getAsLong());
    }

    private boolean withinRate() {
        long now = clock.millis();
        if (now - minuteStart >= MINUTE.toMillis()) {
            minuteStart = now;
            messagesThisMinute = 0;
        }
        return ++messagesThisMinute <= limits.socketMessagesPerMinute();
    }

    /** {@code {"type": "resume", "after": 17}}: the one thing that a client has to say. */
    private static final class ResumeMessage {
        static OptionalLong parse(String text) {
            try {
                var json = new JsonObject(text);
                return "resume".equals(json.getString("type"))
                        ? Whole.of(json.getNumber("after"), 0, Whole.MOST)
                        : OptionalLong.empty();
            } catch (DecodeException | ClassCastException notOurs) {
                LOG.debug("socket message not understood");
                return OptionalLong.empty();
            }
        }
    }
}
