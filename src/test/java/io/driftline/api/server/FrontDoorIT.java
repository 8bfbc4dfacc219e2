package io.driftline.api.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftline.api.TestApi;
import io.driftline.config.Config;
import io.driftline.testing.StackExtension;
import io.driftline.testing.TestConfig;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
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
        var settings = TestConfig.of(Map.of("server.publicUrl", "https://lab.example.org"));
        try (var named = new TestApi(config.with(settings.server()), vertx)) {
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

    @Test
    void pathsThatAreNotServed(Config config, Vertx vertx) throws IOException {
        var settings = TestConfig.of(Map.of("server.publicUrl", "https://lab.example.org/driftline/"));
        try (var below = new TestApi(config.with(settings.server()), vertx)) {
            for (var path : List.of("/", "/new", "/driftlines/", "/api/v1/models", "/js/main.js")) {
                var answer = ask(below.port(), path);
                isProblem(answer, 404, "request/not-found");
                assertThat(answer).contains("below /driftline/", "server.publicUrl");
            }
            assertThat(ask(below.port(), "/driftline"))
                    .startsWith("HTTP/1.1 308 ")
                    .containsIgnoringCase("location: /driftline/\r\n");
        }
    }

    @Test
    void everythingElseKnowsItsPath(Config config, Vertx vertx) throws IOException {
        var settings = TestConfig.of(Map.of("server.publicUrl", "https://lab.example.org/driftline"));
        try (var below = new TestApi(config.with(settings.server()), vertx)) {
            var page = ask(below.port(), "/driftline/jobs/a");
            assertThat(page)
                    .startsWith("HTTP/1.1 200 ")
                    .contains("src=\"/driftline/js/main.js\"", "\"lit/\":\"/driftline/lib/lit/\"")
                    .contains("script-src https://lab.example.org/driftline/ 'sha256-")
                    .contains("wss://lab.example.org/driftline/;")
                    .doesNotContain("includeSubDomains", "'self'")
                    .doesNotContainPattern("(src|href)=\"/(?!driftline/)");
            assertThat(ask(below.port(), "/driftline/lib/lit/index.js")).startsWith("HTTP/1.1 200 ");
            assertThat(ask(below.port(), "/driftline/api")).contains("<x-app>");
            assertThat(ask(below.port(), "/driftline/api/v1/openapi.yaml"))
                    .contains("  - url: https://lab.example.org/driftline/api/v1\n");
            assertThat(ask(below.port(), "/driftline/api/v1/asyncapi.yaml"))
                    .contains("host: lab.example.org\n    pathname: /driftline/api/v1\n    protocol: wss\n");
            var account = new JsonObject()
                    .put("email", "ada@lab.org")
                    .put("name", "Ada")
                    .put("password", "a walk along the drift line");
            var signedUp = send(
                    below.port(),
                    "POST /driftline/api/v1/users HTTP/1.1|Host: lab.example.org|Origin: https://lab.example.org"
                            + "|Content-Type: application/json|Content-Length: "
                            + account.encode().length()
                            + "|Connection: close||" + account.encode());
            assertThat(signedUp)
                    .startsWith("HTTP/1.1 201 ")
                    .contains("__Secure-driftline_at~driftline=", "__Secure-driftline_rt~driftline=")
                    .contains("; Path=/driftline; ")
                    .doesNotContain("Path=/;");
        }
    }

    private static String ask(int port, String path) throws IOException {
        return send(port, "GET " + path + " HTTP/1.1|Host: lab.example.org|Connection: close||");
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
