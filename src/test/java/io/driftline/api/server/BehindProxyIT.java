package io.driftline.api.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftline.App;
import io.driftline.embedded.FreePort;
import io.driftline.embedded.SupervisedProcess;
import io.driftline.testing.Folders;
import io.driftline.testing.Running;
import io.driftline.testing.Stack;
import io.driftline.testing.StackExtension;
import io.driftline.testing.TestConfig;
import io.driftline.testing.backends.ReverseProxy;
import io.driftline.testing.client.ApiUser;
import io.driftline.testing.client.EventStream;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.multipart.MultipartForm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An installation below a path of a host, behind each proxy that {@code docs/proxies.md} has a recipe for. */
@ExtendWith(StackExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BehindProxyIT {
    private static final String PATH = "/driftline";

    /** More than a proxy takes of a body unless it is told to. */
    private static final int LARGE = 2 * 1024 * 1024;

    private final int port = FreePort.find();
    private final Vertx vertx = Vertx.vertx();
    private @Nullable App gateway;

    @BeforeAll
    void start(Stack stack) {
        var settings = TestConfig.of(
                Map.of("server.publicUrl", "http://127.0.0.1:" + port + PATH, "server.trustedProxies", "127.0.0.0/8"));
        gateway = Running.await(App.start(vertx, stack.config().with(settings.server())));
    }

    @AfterAll
    void stop() {
        Running.await(Objects.requireNonNull(gateway).stop());
        Running.await(vertx.close());
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NGINX_SIGN_IN")
    void everythingComesThrough(ReverseProxy kind, Stack stack) throws IOException {
        var proxy = started(kind);
        try {
            showsThePage(stack);
            var ann = ApiUser.signUp(stack, port, PATH);
            assertThat(ann.cookieHeader()).contains("driftline_at_" + port + "~driftline=");
            refusesForeigners(ann);
            tellsOfAnUpload(ann);
        } finally {
            Running.await(proxy.stop());
        }
    }

    private SupervisedProcess started(ReverseProxy kind) throws IOException {
        var folder = Folders.fresh(Folders.ofTests("proxies").resolve(kind.name()));
        var proxy = kind.before(Objects.requireNonNull(gateway).port(), vertx, folder, port);
        Running.await(proxy.start(Duration.ofSeconds(30)));
        return proxy;
    }

    private void showsThePage(Stack stack) {
        var web = stack.web();
        var page = Running.await(web.get(port, "127.0.0.1", PATH + "/").send());
        assertThat(page.bodyAsString()).contains("src=\"" + PATH + "/js/main.js\"");
        var led = Running.await(
                web.get(port, "127.0.0.1", PATH).followRedirects(false).send());
        assertThat(led.statusCode()).isIn(301, 308);
        assertThat(led.getHeader("Location")).endsWith(PATH + "/");
        var contract = Running.await(
                web.get(port, "127.0.0.1", PATH + "/api/v1/openapi.json").send());
        assertThat(contract.bodyAsJsonObject().getJsonArray("servers").getJsonObject(0))
                .isEqualTo(new JsonObject().put("url", "http://127.0.0.1:" + port + PATH + "/api/v1"));
    }

    private static void refusesForeigners(ApiUser ann) {
        var foreign =
                ann.send(HttpMethod.POST, "/tokens", Buffer.buffer("{}"), Map.of("Origin", "https://evil.example"));
        assertThat(foreign.statusCode()).isEqualTo(403);
        assertThat(foreign.bodyAsJsonObject().getString("detail"))
                .contains("server.publicUrl", "server.allowedOrigins", ann.origin());
    }

    private void tellsOfAnUpload(ApiUser ann) throws IOException {
        try (var events = new EventStream(ann.origin() + PATH, "?after=0", Map.of("Cookie", ann.cookieHeader()))) {
            // Comes while the answer goes on, so that nobody keeps it until there is more.
            assertThat(events.next("hello").frame().getLong("after")).isZero();
            var socket = ann.stream(0);
            var accepted = ann.upload("/jobs", largePair(ann));
            assertThat(accepted.statusCode()).as(accepted.bodyAsString()).isEqualTo(202);
            var job = accepted.bodyAsJsonObject().getString("id");
            assertThat(accepted.getHeader("Location")).isEqualTo(PATH + "/api/v1/jobs/" + job);

            assertThat(socket.awaitEnd(job)).hasSize(5);
            for (int i = 1; i <= 5; i++) {
                assertThat(events.next("event").frame().getInteger("offset")).isEqualTo(i);
            }
            assertThat(ann.job(job).getString("state")).isEqualTo("SUCCEEDED");
            socket.close();
        }
    }

    private static MultipartForm largePair(ApiUser ann) {
        var asked = ann.submission(ann.example("h3n2-variant"));
        var fasta = asked.getString("sequences") + "\n".repeat(LARGE);
        return MultipartForm.create()
                .attribute("modelId", asked.getValue("modelId").toString())
                .attribute("encodingId", asked.getString("encodingId"))
                .attribute("mode", "pair")
                .binaryFileUpload(
                        "sequences",
                        "pair.fasta",
                        Buffer.buffer(fasta.getBytes(StandardCharsets.UTF_8)),
                        "application/octet-stream");
    }
}
