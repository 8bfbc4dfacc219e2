package io.driftline.testing.client;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A line to a server on the loopback interface, which can be long, or clogged: then it takes all and carries nothing. */
public final class TcpLine {
    private static final String HOST = "127.0.0.1";

    private final Vertx vertx;
    private final int target;
    private final NetClient client;
    private final Queue<Turn> connections = new ConcurrentLinkedQueue<>();
    private volatile @Nullable NetServer server;
    private volatile long delayMillis;
    private volatile boolean clogged;
    private volatile String garbled = "";

    private TcpLine(Vertx vertx, int target) {
        this.vertx = vertx;
        this.target = target;
        this.client = vertx.createNetClient();
    }

    public static Future<TcpLine> to(Vertx vertx, int target) {
        var line = new TcpLine(vertx, target);
        return vertx.createNetServer()
                .connectHandler(line::connect)
                .listen(0, HOST)
                .onSuccess(listening -> line.server = listening)
                .map(line);
    }

    public int port() {
        return listening().actualPort();
    }

    /** The time to the server and back from now on. */
    public void lengthen(Duration thereAndBack) {
        delayMillis = thereAndBack.toMillis();
    }

    /** Connections that were clogged stay so; new ones pass again once it is not. */
    public void clog(boolean now) {
        clogged = now;
    }

    /** The server hears another letter at the end of this word whenever the client says it; of an empty one nothing is changed. */
    public void garble(String word) {
        garbled = word;
    }

    /** All connections end, as when either end goes away. */
    public void hangUp() {
        connections.forEach(each -> each.near.close());
    }

    /** How often the client spoke after the server had, on the connection where it did so most often. */
    public int trips() {
        return connections.stream().mapToInt(each -> each.trips.get()).max().orElse(0);
    }

    /** How many connections there are now. */
    public long open() {
        return connections.stream().filter(each -> !each.closed).count();
    }

    public Future<Void> close() {
        return listening().close().eventually(client::close);
    }

    private NetServer listening() {
        return Objects.requireNonNull(server, "not listening");
    }

    private void connect(NetSocket near) {
        near.pause();
        client.connect(target, HOST)
                .onSuccess(far -> {
                    var turn = new Turn(near);
                    connections.add(turn);
                    carry(near, far, turn, true);
                    carry(far, near, turn, false);
                    near.resume();
                })
                .onFailure(refused -> near.close());
    }

    /** Whose turn it is to speak on one connection. */
    private static final class Turn {
        final NetSocket near;
        final AtomicInteger trips = new AtomicInteger();
        boolean serverSpoke;
        boolean dead;
        volatile boolean closed;

        Turn(NetSocket near) {
            this.near = near;
        }
    }

    private void carry(NetSocket from, NetSocket to, Turn turn, boolean fromClient) {
        from.handler(bytes -> {
            if (clogged) {
                turn.dead = true;
            }
            if (turn.dead) {
                return;
            }
            if (fromClient && turn.serverSpoke) {
                turn.trips.incrementAndGet();
            }
            turn.serverSpoke = !fromClient;
            pass(fromClient ? heard(bytes) : bytes, to, fromClient ? delayMillis : 0);
        });
        from.closeHandler(closed -> {
            turn.closed = true;
            to.close();
        });
    }

    private Buffer heard(Buffer said) {
        var word = garbled;
        int at =
                word.isEmpty() ? -1 : said.toString(StandardCharsets.ISO_8859_1).indexOf(word);
        return at < 0 ? said : said.copy().setByte(at + word.length() - 1, (byte) '_');
    }

    private void pass(Buffer bytes, NetSocket to, long delay) {
        if (delay == 0) {
            to.write(bytes);
        } else {
            vertx.setTimer(delay, late -> to.write(bytes));
        }
    }
}
