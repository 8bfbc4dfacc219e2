package io.driftline.faults.crowd;

import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/** One tab of a person: a socket that comes back, from where it stopped, whenever it is closed. */
public final class Ear {
    private static final int LEAST_PAUSE = 50;
    private static final int MOST_PAUSE = 500;

    private final Vertx vertx;
    private final WebSocketClient client;
    private final Person person;
    private final IntSupplier ports;
    private final Random random;
    private final Consumer<JsonObject> onEvent;
    private final List<Heard> heard = new ArrayList<>();
    private WebSocket socket;
    private long start;
    private long last;
    private int repeated;
    private int skipped;
    private int resets;
    private int opened;
    private boolean wanted = true;

    /** An event as its bytes came in. */
    public record Heard(long offset, String frame, long atMillis) {}

    Ear(
            Vertx vertx,
            WebSocketClient client,
            Person person,
            IntSupplier ports,
            long seed,
            Consumer<JsonObject> onEvent) {
        this.vertx = vertx;
        this.client = client;
        this.person = person;
        this.ports = ports;
        this.random = new Random(seed);
        this.onEvent = onEvent;
    }

    void open() {
        var options = new WebSocketConnectOptions()
                .setHost("127.0.0.1")
                .setPort(ports.getAsInt())
                .setURI("/api/v1/stream?after=" + last)
                .addSubProtocol("driftline.v1")
                .setTimeout(5_000);
        options.putHeader("Authorization", "Bearer " + person.token());
        client.connect(options).onSuccess(this::opened).onFailure(failure -> openLater());
    }

    private synchronized void opened(WebSocket connected) {
        socket = connected;
        opened++;
        connected.textMessageHandler(this::take);
        connected.closeHandler(closed -> openLater());
        if (!wanted) {
            connected.close();
        }
    }

    private synchronized void openLater() {
        socket = null;
        if (wanted) {
            vertx.setTimer(LEAST_PAUSE + random.nextInt(MOST_PAUSE - LEAST_PAUSE), timer -> open());
        }
    }

    private void take(String frame) {
        var json = new JsonObject(frame);
        person.inspect(frame);
        switch (json.getString("type")) {
            case "hello" -> person.greet(json.getString("user"));
            case "reset" -> reset(json.getLong("offset"));
            case "event" -> take(frame, json);
            case "progress" -> person.mentions(json.getString("job"));
            default -> {}
        }
    }

    private synchronized void reset(long offset) {
        resets++;
        last = offset;
        start = offset;
        heard.clear();
    }

    private synchronized void take(String frame, JsonObject event) {
        long offset = event.getLong("offset");
        if (offset <= last) {
            repeated++;
        } else if (offset > last + 1) {
            skipped++;
        }
        last = Math.max(last, offset);
        heard.add(new Heard(offset, frame, System.currentTimeMillis()));
        person.mentions(event.getString("job"));
        onEvent.accept(event);
    }

    synchronized boolean isOpen() {
        return socket != null && !socket.isClosed();
    }

    synchronized void close() {
        wanted = false;
        if (socket != null) {
            socket.close();
        }
    }

    public synchronized List<Heard> heard() {
        return List.copyOf(heard);
    }

    /** The offset behind which it began, or was put by a reset. */
    public synchronized long start() {
        return start;
    }

    synchronized long last() {
        return last;
    }

    public synchronized int repeated() {
        return repeated;
    }

    public synchronized int skipped() {
        return skipped;
    }

    synchronized int resets() {
        return resets;
    }

    synchronized int opened() {
        return opened;
    }
}
