package io.driftline.api.caller;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftline.api.Browser;
import io.driftline.api.TestApi;
import io.driftline.api.server.ServerOptions;
import io.driftline.config.Config;
import io.driftline.testing.StackExtension;
import io.driftline.testing.TestConfig;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Which origins may act for a signed-in user, over HTTP and over the stream. */
@ExtendWith(StackExtension.class)
final class OriginsIT {
    private static final String FRONT_END = "http://127.0.0.1:5173";
    private static final String FOREIGN = "http://evil.example";

    private static TestApi api;
    private static Browser ada;

    @BeforeAll
    static void start(Config config, Vertx vertx) {
        var settings = TestConfig.of(Map.of("server.allowedOrigins", FRONT_END));
        api = new TestApi(config.with(settings.server()), vertx);
        ada = api.browser();
        ada.signUp("ada@lab.org");
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @Test
    void refusesChangesFromForeignPages() {
        for (var origin : List.of(FOREIGN, "null", "http://127.0.0.1:5174", api.origin() + ".evil.example")) {
            isForeign(copy().with("Origin", origin).post("/tokens", token()));
            isForeign(api.browser().with("Origin", origin).signIn("ada@lab.org", Browser.PASSWORD));
        }
        isForeign(copy().without("Origin").post("/tokens", token()));
        isForeign(copy().with("Sec-Fetch-Site", "cross-site").post("/tokens", token()));
        isForeign(api.browser()
                .without("Origin")
                .with("Sec-Fetch-Site", "cross-site")
                .signIn("a@b", "x"));
    }

    @Test
    void letsScriptsWithoutCookiesSignIn() {
        var script = api.browser().without("Origin");
        assertThat(script.signIn("ada@lab.org", Browser.PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void letsAllowedFrontEndsSignInAndAct() {
        var page = api.browser().with("Origin", FRONT_END).with("Sec-Fetch-Site", "same-site");
        var answer = page.signIn("ada@lab.org", Browser.PASSWORD);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo(FRONT_END);
        assertThat(answer.header("Access-Control-Allow-Credentials")).isEqualTo("true");
        assertThat(answer.header("Vary")).contains("Origin");
        assertThat(page.get("/session").status()).isEqualTo(200);
        assertThat(page.post("/tokens", token()).status()).isEqualTo(201);
    }

    @Test
    void answersPreflightsOfTheAllowListAlone() {
        var asked = api.browser().with("Access-Control-Request-Method", "POST");
        var allowed = asked.with("Origin", FRONT_END).send("OPTIONS", "/api/v1/jobs");
        assertThat(allowed.status()).isEqualTo(204);
        assertThat(allowed.header("Access-Control-Allow-Methods")).contains("POST", "PUT", "DELETE");
        assertThat(allowed.header("Access-Control-Allow-Headers")).contains("Idempotency-Key");
        var refused = asked.with("Origin", FOREIGN).send("OPTIONS", "/api/v1/jobs");
        isForeign(refused);
        assertThat(refused.header("Access-Control-Allow-Origin")).isEmpty();
        assertThat(copy().with("Origin", FOREIGN).get("/session").header("Access-Control-Allow-Origin"))
                .isEmpty();
    }

    @Test
    void opensTheStreamForOwnAndAllowedPages() {
        assertThat(open(api.origin(), ada.cookieHeader(), null)).isEqualTo("Ada");
        assertThat(open(FRONT_END, ada.cookieHeader(), null)).isEqualTo("Ada");
    }

    @Test
    void opensTheStreamForTokensWithoutOrigin() {
        var text = ada.post("/tokens", token()).json().getString("token");
        assertThat(open(null, null, "Bearer " + text)).isEqualTo("Ada");
        assertThat(open(FOREIGN, null, "Bearer " + text)).isEqualTo("403");
    }

    @Test
    void refusesTheStreamToStrangersAndForeignPages() {
        assertThat(open(api.origin(), null, null)).isEqualTo("401");
        assertThat(open(api.origin(), "driftline_at=x.y.z", null)).isEqualTo("401");
        assertThat(open(null, ada.cookieHeader(), null)).isEqualTo("403");
        assertThat(open("null", ada.cookieHeader(), null)).isEqualTo("403");
        assertThat(open(FOREIGN, ada.cookieHeader(), null)).isEqualTo("403");
    }

    private static Browser copy() {
        var copy = api.browser();
        copy.cookies.putAll(ada.cookies);
        return copy;
    }

    private static JsonObject token() {
        return new JsonObject().put("name", "a script");
    }

    private static void isForeign(Browser.Answer answer) {
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.type()).isEqualTo("request/cross-site");
    }

    /** The first message of the stream, or the status that came instead of it. */
    private static String open(@Nullable String origin, @Nullable String cookie, @Nullable String authorization) {
        var first = new CompletableFuture<String>();
        var builder = HttpClient.newHttpClient().newWebSocketBuilder().subprotocols(ServerOptions.SUBPROTOCOL);
        if (origin != null) {
            builder.header("Origin", origin);
        }
        if (cookie != null) {
            builder.header("Cookie", cookie);
        }
        if (authorization != null) {
            builder.header("Authorization", authorization);
        }
        try {
            var uri = URI.create(api.origin().replace("http", "ws") + "/api/v1/stream");
            var socket = builder.buildAsync(uri, new WebSocket.Listener() {
                        @Override
                        public @Nullable CompletableFuture<?> onText(WebSocket from, CharSequence text, boolean last) {
                            first.complete(text.toString());
                            return null;
                        }
                    })
                    .orTimeout(60, TimeUnit.SECONDS)
                    .join();
            assertThat(socket.getSubprotocol()).isEqualTo(ServerOptions.SUBPROTOCOL);
            return first.orTimeout(60, TimeUnit.SECONDS).join();
        } catch (CompletionException failure) {
            if (failure.getCause() instanceof WebSocketHandshakeException refused) {
                return Integer.toString(refused.getResponse().statusCode());
            }
            throw failure;
        }
    }
}
