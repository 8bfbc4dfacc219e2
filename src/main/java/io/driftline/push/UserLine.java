package io.driftline.push;

import io.driftline.bus.Addresses;
import io.driftline.bus.news.Announcement;
import io.driftline.failpoints.FailPoint;
import io.driftline.jobs.events.UserEvents;
import io.driftline.tracing.Step;
import io.driftline.tracing.Subject;
import io.driftline.tracing.Traces;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One open line to a client, whatever carries it: its cursor, its heartbeat, and how long it may stay full. */
abstract class UserLine implements Outlet {
    static final long NONE = -1;
    private static final Step SEND = new Step("send event", Step.Kind.PRODUCER, Map.of());
    private static final Logger LOG = LoggerFactory.getLogger(UserLine.class);

    private final Vertx vertx;
    private final Subscriber subscriber;
    private final Runnable cut;
    private final SocketTimes times;
    private final Clock clock;
    private final Traces traces;
    private final UserCursor cursor;
    private final long opened = System.nanoTime();
    private @Nullable MessageConsumer<Announcement> channel;
    private long lastKnown;
    private long heartbeatTimer = NONE;
    private long slowTimer = NONE;
    private long cutTimer = NONE;
    private boolean closed;

    /** @param cut cuts the line without a word */
    UserLine(
            Vertx vertx,
            Subscriber subscriber,
            Runnable cut,
            UserEvents events,
            SocketTimes times,
            Clock clock,
            Traces traces) {
        this.vertx = vertx;
        this.subscriber = subscriber;
        this.cut = cut;
        this.times = times;
        this.clock = clock;
        this.traces = traces;
        this.cursor = new UserCursor(subscriber.user(), events, this);
    }

    /** Sends one frame; {@code offset} is where a client that has it goes on, {@link #NONE} if it does not move. */
    abstract Future<Void> send(long offset, Buffer frame);

    abstract boolean isQueueFull();

    /** Looks whether the client is still there, as far as the transport can. */
    abstract void probe();

    /** Tells the client why, and ends. */
    abstract Future<Void> part(CloseCode code);

    Subscriber subscriber() {
        return subscriber;
    }

    Duration age() {
        return Duration.ofNanos(System.nanoTime() - opened);
    }

    /** Whether its client may have gone without a word, which only opening it anew would tell. */
    boolean mayBeDead() {
        return false;
    }

    /** Registers on the user's channel, awaits that, and only then reads: nothing can fall between. */
    void open(long after) {
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

    Future<Void> start(long after) {
        return cursor.startAfter(after).onFailure(failure -> {
            LOG.debug("line cannot start: {}", failure.getMessage());
            close(CloseCode.RESTARTING);
        });
    }

    private void told(Announcement announcement) {
        FailPoint.hit("ANNOUNCEMENT_RECEIVED");
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
    public final void write(Buffer frame) {
        write(NONE, frame);
    }

    @Override
    public final void write(long offset, Buffer frame) {
        if (!closed) {
            watch(send(offset, frame));
        }
    }

    @Override
    public final void write(Announcement.Event event) {
        if (!closed) {
            watch(traces.follow(SEND, event.trace(), Subject.KNOWN, trace -> send(event.offset(), event.frame())));
        }
    }

    private void watch(Future<Void> sent) {
        sent.onFailure(failure -> LOG.debug("frame not sent: {}", failure.getMessage()));
        if (isQueueFull() && slowTimer == NONE) {
            slowTimer = vertx.setTimer(times.slowFor().toMillis(), timer -> close(CloseCode.TOO_SLOW));
        }
    }

    @Override
    public final boolean isFull() {
        return closed || isQueueFull();
    }

    void drained() {
        cancel(slowTimer);
        slowTimer = NONE;
        cursor.drained();
    }

    private void scheduleHeartbeat() {
        double jitter = ThreadLocalRandom.current().nextDouble(0.8, 1.2);
        heartbeatTimer = vertx.setTimer((long) (times.heartbeat().toMillis() * jitter), timer -> beat());
    }

    private void beat() {
        if (!isFull()) {
            write(new JsonObject()
                    .put("type", "heartbeat")
                    .put("offset", Math.max(lastKnown, cursor.sent()))
                    .put("at", clock.instant().toString())
                    .toBuffer());
        }
        probe();
        scheduleHeartbeat();
    }

    /** Closes the line; a client that does not take part in that, or does not even read, is cut off. */
    void close(CloseCode code) {
        if (!closed) {
            letGo();
            cutTimer = vertx.setTimer(times.closeWithin().toMillis(), timer -> cut.run());
            part(code).onFailure(failure -> LOG.debug("line closed: {}", failure.getMessage()));
        }
    }

    /** The line is gone. */
    void closed() {
        letGo();
        cancel(cutTimer);
    }

    void letGo() {
        closed = true;
        cursor.close();
        cancel(heartbeatTimer);
        cancel(slowTimer);
        if (channel != null) {
            channel.unregister();
        }
    }

    void cancel(long timer) {
        if (timer != NONE) {
            vertx.cancelTimer(timer);
        }
    }
}
