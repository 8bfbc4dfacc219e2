package io.driftline.testing;

import io.driftline.App;
import io.driftline.config.Config;
import io.driftline.operations.Metrics;
import io.driftline.testing.backends.Backends;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.ext.web.client.WebClient;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The whole service of this test JVM. Servers start with the first test that asks for any of it; worker and gateway with
 * the first that asks for a {@code Stack}.
 */
public final class Stack implements AutoCloseable {
    private static final int CONNECTIONS = 1_000;

    private final Vertx vertx = Vertx.vertx();
    // Held here, for a client that nothing refers to any longer is closed, with what it is about to open.
    private final HttpClient http = vertx.createHttpClient(new PoolOptions().setHttp1MaxSize(CONNECTIONS));
    private final WebClient web = WebClient.wrap(http);
    private final WebSocketClient sockets =
            vertx.createWebSocketClient(new WebSocketClientOptions().setMaxConnections(CONNECTIONS));
    private final Backends backends = Running.await(Backends.start(vertx));
    private @Nullable Vertx gatewayVertx;
    private @Nullable App app;
    private @Nullable Store store;
    private boolean worker;
    private UnaryOperator<Config> settings = UnaryOperator.identity();

    Stack() {}

    synchronized Stack withGateway() {
        if (!worker) {
            Running.await(backends.startWorker());
            worker = true;
        }
        if (app == null) {
            startGateway();
        }
        return this;
    }

    /** Stops the gateway, for it would work at the jobs; the next test that asks for one gets a new one. */
    synchronized Store store() {
        stopGateway();
        if (store == null) {
            store = new Store(vertx, config());
        }
        store.empty();
        return store;
    }

    /** Each gateway has a Vert.x of its own, as in a process of its own. */
    private synchronized void startGateway() {
        gatewayVertx = Metrics.vertx(new VertxOptions());
        app = Running.await(App.start(gatewayVertx, settings.apply(config())));
    }

    /** For the test's own clients; not the gateway's. */
    public Vertx vertx() {
        return vertx;
    }

    public HttpClient http() {
        return http;
    }

    public WebClient web() {
        return web;
    }

    public WebSocketClient sockets() {
        return sockets;
    }

    public Backends backends() {
        return backends;
    }

    /** What the gateway was started with. */
    public Config config() {
        return backends.config();
    }

    /** Where page and API are served. */
    public int port() {
        return running().port();
    }

    /** Where health and metrics are served. */
    public int operationsPort() {
        return running().operationsPort();
    }

    private synchronized App running() {
        if (app == null) {
            throw new IllegalStateException("this test asked for the servers only, or stopped the gateway");
        }
        return app;
    }

    /** A new gateway on the same servers, as after a restart; clients have to ask for its ports again. */
    public void restartGateway() {
        restartGateway(UnaryOperator.identity());
    }

    /** The same by other settings, until it is restarted once more. */
    public synchronized void restartGateway(UnaryOperator<Config> change) {
        settings = change;
        stopGateway();
        startGateway();
    }

    public synchronized void stopGateway() {
        if (app != null && gatewayVertx != null) {
            Running.await(app.stop());
            Running.await(gatewayVertx.close());
            app = null;
        }
    }

    @Override
    public void close() {
        stopGateway();
        Running.await(backends.stop());
    }
}
