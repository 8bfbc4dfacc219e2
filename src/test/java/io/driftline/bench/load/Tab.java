package io.driftline.bench.load;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import java.net.ConnectException;
import java.util.concurrent.ThreadLocalRandom;

/** A tab of the page, as far as its line goes: a cursor that outlives its sockets, and full jitter between them. */
public final class Tab {
    public static final int EVENTS_A_JOB = 5;
    public static final int LOST = 3;
    private static final int BACKOFF_START_MILLIS = 500;
    private static final int BACKOFF_CAP_MILLIS = 15_000;
    private static final int RESTARTING = 1012;

    private final Vertx vertx;
    private final WebSocketClient sockets;
    private final int port;
    private final String token;
    private long received;
    private long wanted;
    private int attempt;
    private boolean storming;
    private long lostAt;
    private long backAt;
    private int refusedWhileAway;
    private int failed;
    private int cut;
    private int holes;

    public Tab(Vertx vertx, WebSocketClient sockets, int port, String token) {
        this.vertx = vertx;
        this.sockets = sockets;
        this.port = port;
        this.token = token;
    }

    /** Completes once the socket is open; if it does not open, tries again by itself. */
    public Future<Void> connect() {
        var options = new WebSocketConnectOptions()
                .setHost("127.0.0.1")
                .setPort(port)
                .setURI("/api/v1/stream?after=" + received)
                .addSubProtocol("driftline.v1")
                .addHeader("Authorization", "Bearer " + token);
        return sockets.connect(options)
                .onSuccess(this::opened)
                .onFailure(failure -> {
                    if (failure instanceof ConnectException) {
                        refusedWhileAway++;
                    } else {
                        failed++;
                    }
                    retry();
                })
                .otherwiseEmpty()
                .mapEmpty();
    }

    private void opened(WebSocket socket) {
        socket.textMessageHandler(this::take);
        socket.closeHandler(closed -> {
            var code = socket.closeStatusCode();
            if (code == null || code != RESTARTING) {
                cut++;
            }
            lostAt = System.nanoTime();
            retry();
        });
    }

    private void take(String text) {
        attempt = 0;
        var frame = new JsonObject(text);
        if ("event".equals(frame.getString("type"))) {
            long offset = frame.getLong("offset");
            holes += offset == received + 1 ? 0 : 1;
            received = offset;
        } else if ("reset".equals(frame.getString("type"))) {
            holes++;
        }
        if (storming && backAt == 0 && received >= wanted) {
            backAt = System.nanoTime();
        }
    }

    private void retry() {
        if (backAt > 0) {
            return;
        }
        int ceiling = (int) Math.min(BACKOFF_CAP_MILLIS, BACKOFF_START_MILLIS * Math.pow(2, attempt++));
        vertx.setTimer(1 + ThreadLocalRandom.current().nextInt(ceiling), timer -> connect());
    }

    /** As if the latest frames had still been under way when the line went. */
    public void loseSome() {
        wanted = received;
        received -= LOST;
        storming = true;
    }

    public long received() {
        return received;
    }

    public boolean isBack() {
        return backAt > 0;
    }

    public long lostAt() {
        return lostAt;
    }

    public long backAt() {
        return backAt;
    }

    public int refusedWhileAway() {
        return refusedWhileAway;
    }

    public int failed() {
        return failed;
    }

    public int cut() {
        return cut;
    }

    public int holes() {
        return holes;
    }
}
