package io.driftline.push;

import io.driftline.config.Config;
import io.driftline.contract.Addresses;
import io.driftline.contract.Announcement;
import io.driftline.contract.FailPoint;
import io.driftline.jobs.UserEvents;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One open socket: its cursor, its heartbeat, and the limits it is held to. */
final class UserSocket implements Outlet {
    private static final Logger LOG = LoggerFactory.getLogger(UserSocket.class);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final long NONE = -1;

    private final Vertx vertx;
    private final ServerWebSocket socket;
    private final Runnable cut;
    private final Subscriber subscriber;
    private final Config.Limits limits;
    private final SocketTimes times;
    private final Clock clock;
    private final UserCursor cursor;
    private @Nullable MessageConsumer<Announcement> channel;
    private long lastKnown;
    private long heartbeatTimer = NONE;
    private long pongTimer = NONE;
    private long slowTimer = NONE;
    private long cutTimer = NONE;
    private long minuteStart;
    private int messagesThisMinute;
    private boolean closed;

    /** @param cut cuts the line without a word */
    UserSocket(
            Vertx vertx,
            ServerWebSocket socket,
            Runnable cut,
            Subscriber subscriber,
            UserEvents events,
            Config.Limits limits,
            SocketTimes times,
            Clock clock) {
        this.vertx = vertx;
        this.socket = socket;
        this.cut = cut;
        this.subscriber = subscriber;
        this.limits = limits;
        this.times = times;
        this.clock = clock;
        this.cursor = new UserCursor(subscriber.user(), events, this);
        this.minuteStart = clock.millis();
    }

    Subscriber subscriber() {
        return subscriber;
    }

    /** Registers on the user's channel, awaits that, and only then reads: nothing can fall between. */
    void open(long after) {
        socket.setWriteQueueMaxSize(limits.socketUnsentBytes());
        socket.textMessageHandler(this::take);
        socket.binaryMessageHandler(binary -> close(CloseCode.BINARY));
        socket.drainHandler(drained -> drained());
        socket.pongHandler(pong -> cancel(pongTimer));
        socket.exceptionHandler(failure -> LOG.debug("socket failed: {}", failure.getMessage()));
        write(new JsonObject()
                .put("type", "hello")
                .put("user", subscriber.user().value())
                .put("after", after)
                .put("heartbeatSeconds", times.heartbeat().toSeconds())
                .toBuffer());
        channel = Addresses.userChannel(subscriber.user()).consume(vertx.eventBus(), this::told);
        channel.completion().compose(registered -> start(after));
        scheduleHeartbeat();
    }

    private Future<Void> start(long after) {
        return cursor.startAfter(after).onFailure(failure -> {
            LOG.debug("socket cannot start: {}", failure.getMessage());
            close(CloseCode.RESTARTING);
        });
    }

    private void told(Announcement announcement) {
        FailPoint.hit("K20");
        if (announcement instanceof Announcement.Event event) {
            lastKnown = Math.max(lastKnown, event.offset());
        }
        cursor.take(announcement);
    }

    /** What the database has as this user's last offset. */
    void look(long last) {
        lastKnown = Math.max(lastKnown, last);
        cursor.look(last);
    }

    @Override
    public void write(Buffer frame) {
        if (!closed) {
            socket.writeTextMessage(frame.toString());
            if (socket.writeQueueFull() && slowTimer == NONE) {
                slowTimer = vertx.setTimer(times.slowFor().toMillis(), timer -> close(CloseCode.TOO_SLOW));
            }
        }
    }

    @Override
    public boolean isFull() {
        return closed || socket.writeQueueFull();
    }

    private void drained() {
        cancel(slowTimer);
        slowTimer = NONE;
        cursor.drained();
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

    private void scheduleHeartbeat() {
        double jitter = ThreadLocalRandom.current().nextDouble(0.8, 1.2);
        heartbeatTimer = vertx.setTimer((long) (times.heartbeat().toMillis() * jitter), timer -> beat());
    }

    private void beat() {
        if (!closed && !socket.writeQueueFull()) {
            write(new JsonObject()
                    .put("type", "heartbeat")
                    .put("offset", Math.max(lastKnown, cursor.sent()))
                    .put("at", clock.instant().toString())
                    .toBuffer());
        }
        socket.writePing(Buffer.buffer("driftline"))
                .onFailure(failure -> LOG.debug("ping failed: {}", failure.getMessage()));
        pongTimer = vertx.setTimer(times.pongWithin().toMillis(), timer -> close(CloseCode.NO_PONG));
        scheduleHeartbeat();
    }

    /** Closes the socket; a client that does not answer the close, or does not even read it, is cut off. */
    void close(CloseCode code) {
        if (!closed) {
            letGo();
            cutTimer = vertx.setTimer(times.closeWithin().toMillis(), timer -> cut.run());
            socket.close(code.code(), code.reason())
                    .onFailure(failure -> LOG.debug("socket closed: {}", failure.getMessage()));
        }
    }

    /** The line is gone. */
    void closed() {
        letGo();
        cancel(cutTimer);
    }

    private void letGo() {
        closed = true;
        cursor.close();
        cancel(heartbeatTimer);
        cancel(pongTimer);
        cancel(slowTimer);
        if (channel != null) {
            channel.unregister();
        }
    }

    private void cancel(long timer) {
        if (timer != NONE) {
            vertx.cancelTimer(timer);
        }
    }

    /** {@code {"type": "resume", "after": 17}}: the one thing that a client has to say. */
    private static final class ResumeMessage {
        static java.util.OptionalLong parse(String text) {
            try {
                var json = new JsonObject(text);
                var after = json.getLong("after");
                return "resume".equals(json.getString("type")) && after != null && after >= 0
                        ? java.util.OptionalLong.of(after)
                        : java.util.OptionalLong.empty();
            } catch (DecodeException | ClassCastException notOurs) {
                LOG.debug("socket message not understood");
                return java.util.OptionalLong.empty();
            }
        }
    }
}
