package io.driftline.api.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftline.testing.Running;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whoever sends headers slowly enough to hold a connection for ever is cut off, at the first request and later. */
final class HeaderDeadlineIT {
    private static final Duration SOON = Duration.ofMillis(100);

    /** Long enough for headers that come at once, on any machine. */
    private static final Duration LATER = Duration.ofSeconds(2);

    private static final Duration NEVER = Duration.ofHours(1);
    private static final int END = -1;

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void stop() {
        Running.await(vertx.close());
    }

    @Test
    void endsAConnectionWhoseFirstHeadersDoNotEnd() throws IOException {
        try (var socket = connect(serve(SOON, NEVER))) {
            write(socket, "GET / HTTP/1.1\r\nHost: h\r\nX-Slow: ");
            assertThat(socket.getInputStream().read()).isEqualTo(END);
        }
    }

    @Test
    void endsAConnectionWhoseNextHeadersDoNotEnd() throws IOException {
        try (var socket = connect(serve(NEVER, SOON))) {
            write(socket, "GET / HTTP/1.1\r\nHost: h\r\n\r\nGET / HTTP/1.1\r\nX-Slow: ");
            var all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(all).startsWith("HTTP/1.1 200 ").endsWith("served");
        }
    }

    @Test
    void letsAnAnswerTakeItsTime() throws IOException {
        try (var socket = connect(serve(LATER, NEVER))) {
            write(socket, "GET /late HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
            var all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(all).endsWith("served");
        }
    }

    private HttpServer serve(Duration first, Duration next) {
        var deadline = new HeaderDeadline(vertx, first, next);
        var router = Router.router(vertx);
        router.route().handler(deadline::begun);
        router.route("/late").handler(ctx -> vertx.setTimer(LATER.toMillis() * 3 / 2, late -> ctx.next()));
        router.route().handler(ctx -> ctx.end("served"));
        return Running.await(vertx.createHttpServer(new HttpServerOptions().setHttp2ClearTextEnabled(false))
                .connectionHandler(deadline::opened)
                .requestHandler(router)
                .listen(0, "127.0.0.1"));
    }

    private static Socket connect(HttpServer server) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), server.actualPort());
        socket.setSoTimeout(30_000);
        return socket;
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
