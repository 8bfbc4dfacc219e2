package io.driftline.api.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftline.api.TestApi;
import io.driftline.config.Config;
import io.driftline.testing.Running;
import io.driftline.testing.StackExtension;
import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.openapi.contract.Location;
import io.vertx.openapi.contract.OpenAPIContract;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * No header, query or path that a stranger may send holds up the event loop, and with it everybody: each is sent at its
 * largest, filled with what has been hard to read before.
 */
@ExtendWith(StackExtension.class)
final class LargestHeadersIT {
    private static final ThreadMXBean MACHINE = ManagementFactory.getThreadMXBean();
    private static final double BOUND_MILLIS = 20;
    private static final int TRIES = 8;
    private static final int HEADER_BYTES = 7_000;
    private static final int LINE_BYTES = 4_000;
    private static final int PATIENCE_MILLIS = 30_000;

    /** What the code reads by itself, or a library for it; the contract's own are added. */
    private static final List<String> READ = List.of(
            "Accept",
            "Accept-Encoding",
            "Accept-Language",
            "Access-Control-Request-Headers",
            "Access-Control-Request-Method",
            "Authorization",
            "Connection",
            "Content-Disposition",
            "Content-Encoding",
            "Content-Length",
            "Content-Type",
            "Cookie",
            "Expect",
            "Host",
            "If-None-Match",
            "Last-Event-ID",
            "Origin",
            "Range",
            "Sec-Fetch-Mode",
            "Sec-Fetch-Site",
            "Sec-WebSocket-Extensions",
            "Sec-WebSocket-Key",
            "Sec-WebSocket-Protocol",
            "Sec-WebSocket-Version",
            "Transfer-Encoding",
            "Upgrade",
            "X-Forwarded-For",
            "X-Forwarded-Proto");

    private static final List<String> HARD = List.of(
            " ",
            "\t",
            ",",
            ";",
            "a",
            "9",
            "0.",
            "a,",
            "a;q=0.1,",
            "zh-",
            "a-b-",
            "x-a-",
            "gzip ",
            "gzip;q=0.0",
            "gzip  ;  q=",
            "a=b; ",
            "driftline_at=a.b.c; ",
            "a=\"",
            "\"",
            "\\\"",
            "=",
            "[",
            "::1,",
            "127.0.0.1,",
            "%25",
            "a.",
            "A/",
            "bytes=0-1,",
            "\u00e9");

    private static TestApi api;
    private static OpenAPIContract contract;
    private static Loop loop;
    private static String cookie;

    @BeforeAll
    static void start(Config config, Vertx vertx) {
        api = new TestApi(config, vertx);
        contract = Running.await(Contract.load(vertx, Contract.parsed(), ""));
        var ada = api.browser();
        ada.signUp("ada@lab.org");
        cookie = ada.cookieHeader();
        ada.get("/jobs");
        loop = new Loop(api.serving());
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    static Stream<String> headers() {
        Set<String> names = new LinkedHashSet<>(READ);
        contract.operations().stream()
                .flatMap(operation -> operation.getParameters().stream())
                .filter(parameter -> parameter.getIn() == Location.HEADER)
                .forEach(parameter -> names.add(parameter.getName()));
        return names.stream();
    }

    @ParameterizedTest
    @MethodSource("headers")
    void noHeaderHoldsUpTheLoop(String name) throws IOException {
        for (var hard : HARD) {
            var first = hard.isBlank() ? "gzip" : "";
            var header = name + ": " + first + filled(hard, HEADER_BYTES) + (hard.endsWith("-") ? "a|" : "!|");
            for (var target : targets(name)) {
                isQuick(target + (name.equals("Host") ? "" : "Host: h|") + session(name) + header + "|");
            }
        }
    }

    private static List<String> targets(String name) {
        if (name.startsWith("Sec-WebSocket") || name.equals("Upgrade")) {
            return List.of("GET /api/v1/stream HTTP/1.1|Connection: Upgrade|"
                    + (name.equals("Upgrade") ? "" : "Upgrade: websocket|"));
        }
        return List.of(
                "GET / HTTP/1.1|",
                "GET /api/v1/nothing HTTP/1.1|",
                "GET /api/v1/jobs HTTP/1.1|",
                "OPTIONS /api/v1/jobs HTTP/1.1|",
                "POST /api/v1/jobs HTTP/1.1|");
    }

    static Stream<String> queries() {
        return contract.operations().stream()
                .filter(operation -> operation.getHttpMethod().name().equals("GET"))
                .flatMap(operation -> operation.getParameters().stream()
                        .filter(parameter -> parameter.getIn() == Location.QUERY)
                        .map(parameter -> path(operation.getAbsoluteOpenAPIPath()) + "?" + parameter.getName() + "="));
    }

    private static String path(String template) {
        return template.replaceAll("\\{[^}]*\\}", "a".repeat(26));
    }

    @ParameterizedTest
    @MethodSource("queries")
    void noQueryHoldsUpTheLoop(String query) throws IOException {
        for (var hard : HARD) {
            var value = URLEncoder.encode(hard, StandardCharsets.UTF_8);
            isQuick("GET " + query + filled(value, LINE_BYTES - query.length()) + " HTTP/1.1|Host: h|" + session("")
                    + "|");
        }
        for (var hard : List.of("&", "&a", "&a=1", "&limit=1", ";", "?", "+")) {
            isQuick("GET " + query + filled(hard, LINE_BYTES - query.length()) + " HTTP/1.1|Host: h|" + session("")
                    + "|");
        }
    }

    static Stream<String> paths() {
        return Stream.of("/", "/a/", "/a", "/./", "/../", "/%2e", "/%2F", "/-", "/a.", ";", "/;a=b", "%e4%bd%a0");
    }

    @ParameterizedTest
    @MethodSource("paths")
    void noPathHoldsUpTheLoop(String hard) throws IOException {
        for (var root : List.of("/", "/api/v1/jobs/", "/lib/lit/", "/models/")) {
            isQuick("GET " + root + filled(hard, LINE_BYTES - root.length()) + " HTTP/1.1|Host: h|" + session("")
                    + "|");
        }
    }

    private static String session(String other) {
        return other.equals("Cookie") ? "" : "Cookie: " + cookie + "|";
    }

    /** Whole pieces only, so that no escape is cut in two. */
    private static String filled(String piece, int bytes) {
        return piece.repeat(bytes / piece.length());
    }

    /** The best of several tries: code may not be warm yet in the first, but slow code is slow in each. */
    private static void isQuick(String request) throws IOException {
        double quickest = Double.MAX_VALUE;
        for (int tries = 0; tries < TRIES && quickest > BOUND_MILLIS; tries++) {
            loop.begin();
            var status = status(request);
            quickest = Math.min(quickest, loop.workedMillis());
            assertThat(status).as(request).doesNotContain(" 500 ");
        }
        assertThat(quickest).as(request).isLessThan(BOUND_MILLIS);
    }

    /** The first line of the answer, or nothing if the line is cut. */
    private static String status(String request) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), api.port())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(request.replace("|", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            var line = new StringBuilder();
            for (int next = socket.getInputStream().read();
                    next >= 0 && next != '\r';
                    next = socket.getInputStream().read()) {
                line.append((char) next);
            }
            return line.toString();
        }
    }

    /** The event loop that serves, and how long it has worked: a busy machine adds nothing to that. */
    private static final class Loop {
        private final Context serving;
        private volatile long begun;
        private volatile long worked;

        Loop(Context serving) {
            this.serving = serving;
        }

        void begin() {
            await(() -> begun = MACHINE.getCurrentThreadCpuTime());
        }

        double workedMillis() {
            await(() -> worked = MACHINE.getCurrentThreadCpuTime() - begun);
            return worked / 1e6;
        }

        private void await(Runnable act) {
            Promise<Void> done = Promise.promise();
            serving.runOnContext(now -> {
                act.run();
                done.complete();
            });
            Running.await(done.future());
        }
    }
}
