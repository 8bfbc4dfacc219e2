package io.driftline.api.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftline.api.TestApi;
import io.driftline.config.Config;
import io.driftline.testing.StackExtension;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that no route gets to see are answered as any other: with a problem, and with the security headers. */
@ExtendWith(StackExtension.class)
final class FrontDoorIT {
    private static final int PATIENCE_MILLIS = 30_000;

    private static TestApi api;

    @BeforeAll
    static void start(Config config, Vertx vertx) {
        api = new TestApi(config, vertx);
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @Test
    void addressOrHeadersTooLong() throws IOException {
        isProblem(send("GET /" + "x".repeat(5 * 1024) + " HTTP/1.1|Host: h||"), 414, "request/address-too-long");
        isProblem(
                send("GET / HTTP/1.1|Host: h|X-Long: " + "x".repeat(9 * 1024) + "||"),
                431,
                "request/headers-too-large");
        isProblem(
                send("GET / HTTP/1.1|Host: h|" + "X-Some-Header: and its value|".repeat(300) + "|"),
                431,
                "request/headers-too-large");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense||",
                "GET /% HTTP/1.1|Host: h|Connection: close||",
                "GET /api/v1/jobs/%zz HTTP/1.1|Host: h|Connection: close||",
                "GET / HTTP/1.1|Ho st: h||",
                "GET / HTTP/1.1|Host: h|X-Control: a\u0000b||",
                "GET / HTTP/1.1|Connection: close||",
                "GET / HTTP/1.1|Host: h|Host: i|Connection: close||",
                "GET /api/v1/session HTTP/1.1|Host: h|Authorization: Bearer a|Authorization: Bearer b|Connection: close||",
                "GET /api/v1/session HTTP/1.1|Host: h|Cookie: a=b|Cookie: c=d|Connection: close||",
                "GET /api/v1/session HTTP/1.1|Host: h|Cookie: driftline_at=a; x=y; driftline_at=b|Connection: close||",
                "GET /api/v1/jobs?limit=1&limit=2 HTTP/1.1|Host: h|Connection: close||",
                "GET /api/v1/stream?after=1&a%66ter=2 HTTP/1.1|Host: h|Connection: close||",
                "GET / HTTP/1.1|Host: a  b|Connection: close||",
                "GET / HTTP/1.1|Host: h|X-Folded: a| b||",
                "GET / HTTP/1.1|Host: h|X-Folded: a|\tConnection: close||",
                "POST / HTTP/1.1|Host: h|Content-Length: 5| Connection: close||12345",
                "GET http://elsewhere.example/ HTTP/1.1|Host: h|Connection: close||",
                "POST / HTTP/1.1|Host: h|Content-Length: 4|Transfer-Encoding: chunked||0||",
                "POST / HTTP/1.1|Host: h|Content-Length: 4|Content-Length: 5||1234",
                "POST / HTTP/1.1|Host: h|Content-Length: -1||"
            })
    void whatIsNotHttp(String request) throws IOException {
        isProblem(send(request), 400, "request/malformed");
    }

    /** A proxy in front passes the header on as one that it does not know, and the rest as the next request. */
    @ParameterizedTest
    @ValueSource(strings = {"Content-Xength", "content-xength", "CONTENT-XENGTH", "Xontent-Length", "Content-Lengtx"})
    void takesNoOtherHeaderForTheLength(String name) throws IOException {
        var next = "GET /api/v1/limits HTTP/1.1|Host: h|Connection: close||";
        var answer = send("GET / HTTP/1.1|Host: h|" + name + ": "
                + next.replace("|", "\r\n").length() + "||" + next);
        assertThat(answer.split("HTTP/1.1 200 ", -1)).hasSize(3);
    }

    @Test
    void cutsOffABodyWhoseChunksCannotBeRead() throws IOException {
        var answer = send("POST /api/v1/session HTTP/1.1|Host: h|Content-Type: application/json"
                + "|Transfer-Encoding: chunked||zz||");
        assertThat(answer).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"TRACE,/", "TRACE,/api/v1/jobs", "CONNECT,elsewhere.example:443", "BREW,/new"})
    void methodsOfNoUse(String method, String target) throws IOException {
        var answer = send(method + " " + target + " HTTP/1.1|Host: h|Connection: close||");
        isProblem(answer, 405, "request/method-not-allowed");
        assertThat(answer).containsIgnoringCase("Allow: DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT\r\n");
    }

    @Test
    void hostsThatAreNotServed(Config config, Vertx vertx) throws IOException {
        try (var named = new TestApi(
                config,
                vertx,
                server -> new Config.Server(
                        server.host(),
                        0,
                        "https://lab.example.org",
                        server.allowedOrigins(),
                        List.of(),
                        server.tls()))) {
            for (var host :
                    new String[] {"127.0.0.1", "evil.example", "lab.example.org:8443", "lab.example.org@evil"}) {
                var answer = send(named.port(), "GET / HTTP/1.1|Host: " + host + "|Connection: close||");
                isProblem(answer, 421, "request/misdirected");
            }
            for (var host : new String[] {"lab.example.org", "LAB.example.org:443"}) {
                var answer = send(named.port(), "GET / HTTP/1.1|Host: " + host + "|Connection: close||");
                assertThat(answer).startsWith("HTTP/1.1 200 ");
            }
        }
    }

    private static String send(String request) throws IOException {
        return send(api.port(), request);
    }

    /** All that comes back until the server hangs up. */
    private static String send(int port, String request) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(request.replace("|", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void isProblem(String answer, int status, String type) {
        // Of a line that could not be read the version is not known either, and 1.0 is taken.
        assertThat(answer).matches("(?s)HTTP/1\\.[01] " + status + " .*");
        assertThat(answer.substring(0, answer.indexOf("\r\n\r\n")))
                .containsIgnoringCase("Content-Type: application/problem+json\r\n")
                .containsIgnoringCase("Content-Security-Policy: default-src 'none'")
                .containsIgnoringCase("X-Content-Type-Options: nosniff")
                .containsIgnoringCase("Cache-Control: no-store");
        var problem = new JsonObject(answer.substring(answer.indexOf("\r\n\r\n") + 4));
        assertThat(problem.getString("type")).isEqualTo("urn:problem:" + type);
        assertThat(problem.getInteger("status")).isEqualTo(status);
        assertThat(problem.getString("instance")).startsWith("urn:request:");
    }
}
