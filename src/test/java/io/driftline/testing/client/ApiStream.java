package io.driftline.testing.client;

import io.driftline.testing.Running;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;

/** One open socket and everything that it was told. */
public final class ApiStream {
    private final WebSocket socket;
    private final List<JsonObject> frames = new CopyOnWriteArrayList<>();

    private ApiStream(WebSocket socket) {
        this.socket = socket;
        socket.textMessageHandler(text -> frames.add(new JsonObject(text)));
    }

    static ApiStream open(WebSocketClient client, WebSocketConnectOptions options) {
        // The handler is set before the first frame can be read: both happen on the socket's own context.
        return Running.await(client.connect(options).map(ApiStream::new));
    }

    public List<JsonObject> frames() {
        return List.copyOf(frames);
    }

    public List<JsonObject> frames(String type) {
        return frames.stream()
                .filter(frame -> type.equals(frame.getString("type")))
                .toList();
    }

    public List<Long> offsets() {
        return frames("event").stream().map(event -> event.getLong("offset")).toList();
    }

    /** The events of one job, once its end has been told. */
    public List<JsonObject> awaitEnd(String job) {
        Awaitility.await().until(() -> ofJob(job).stream().anyMatch(event -> isEnd(event.getString("state"))));
        return ofJob(job);
    }

    private List<JsonObject> ofJob(String job) {
        return frames("event").stream()
                .filter(event -> job.equals(event.getString("job")))
                .toList();
    }

    private static boolean isEnd(String state) {
        return List.of("SUCCEEDED", "FAILED", "CANCELLED", "EXPIRED").contains(state);
    }

    public void send(JsonObject message) {
        Running.await(socket.writeTextMessage(message.encode()));
    }

    public void sendText(String text) {
        Running.await(socket.writeTextMessage(text));
    }

    /** The code with which the server closed. */
    public short awaitClose() {
        Awaitility.await().until(socket::isClosed);
        return socket.closeStatusCode();
    }

    public boolean isClosed() {
        return socket.isClosed();
    }

    public void close() {
        Running.await(socket.close());
    }
}
