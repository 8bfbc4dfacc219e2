package io.driftline.bench.relay;

import io.driftline.faults.lab.Waiting;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;

/** A socket of each user, which notes when each status reached it. */
final class Listeners {
    private static final String EVENT = "\"number\":";
    private static final String TICK = "\"progress\":";
    private static final int AT_ONCE = 50;

    private final Kind kind;
    private final WebSocketClient sockets;

    /** By number, nanoseconds; 0 until it came. */
    private final AtomicLongArray arrived;

    /** By number, how many statuses its user has been told or has had overtaken once it is told; set by who publishes it. */
    private final AtomicIntegerArray ordinals;

    private final AtomicInteger count = new AtomicInteger();
    private final AtomicInteger settled = new AtomicInteger();
    private final AtomicInteger again = new AtomicInteger();

    Listeners(Vertx vertx, Kind kind, int users, int statuses) {
        this.kind = kind;
        this.arrived = new AtomicLongArray(statuses);
        this.ordinals = new AtomicIntegerArray(statuses);
        this.sockets = vertx.createWebSocketClient(new WebSocketClientOptions().setMaxConnections(users));
    }

    /** Returns once all are open. */
    void open(int port, List<Claimed.Owner> owners) {
        for (int from = 0; from < owners.size(); from += AT_ONCE) {
            var group = owners.subList(from, Math.min(from + AT_ONCE, owners.size()));
            Waiting.on(Future.all(group.stream().map(owner -> open(port, owner)).toList()));
        }
    }

    private Future<?> open(int port, Claimed.Owner owner) {
        return sockets.connect(new WebSocketConnectOptions()
                        .setHost("127.0.0.1")
                        .setPort(port)
                        .setURI("/api/v1/stream?after=0")
                        .addSubProtocol("driftline.v1")
                        .addHeader("Authorization", "Bearer " + owner.token()))
                .onSuccess(socket -> {
                    var settledOfUser = new AtomicInteger();
                    socket.textMessageHandler(frame -> take(frame, settledOfUser));
                });
    }

    /** A status is the so-many-th of its user. */
    void expect(int number, int ordinal) {
        ordinals.set(number, ordinal);
    }

    private void take(String frame, AtomicInteger settledOfUser) {
        long now = System.nanoTime();
        int number = number(frame);
        if (number < 0) {
            return;
        }
        if (arrived.compareAndSet(number, 0, now)) {
            count.incrementAndGet();
            settled.addAndGet(ordinals.get(number) - settledOfUser.getAndSet(ordinals.get(number)));
        } else {
            again.incrementAndGet();
        }
    }

    /** Of a status; less than 0 of any other frame. Frames are not parsed: this program shares the machine with the gateway. */
    private int number(String frame) {
        var field = kind == Kind.EVENTS ? EVENT : TICK;
        int from = frame.indexOf(field);
        if (from < 0) {
            return -1;
        }
        from += field.length();
        int to = from;
        while ("0123456789.E-".indexOf(frame.charAt(to)) >= 0) {
            to++;
        }
        double value = Double.parseDouble(frame.substring(from, to));
        return (int) Math.round(kind == Kind.EVENTS ? value : value * Voice.NUMBERS);
    }

    /** When a status came, in nanoseconds of {@link System#nanoTime}; 0 if it has not. */
    long arrived(int number) {
        return arrived.get(number);
    }

    int count() {
        return count.get();
    }

    /** Statuses that were told, or overtaken by a later one of their user, as gauges may be. */
    int settled() {
        return settled.get();
    }

    int again() {
        return again.get();
    }

    void close() {
        Waiting.on(sockets.close());
    }
}
