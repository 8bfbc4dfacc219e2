package io.driftline.api.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftline.api.TestApi;
import io.driftline.config.Config;
import io.driftline.testing.StackExtension;
import io.vertx.core.Vertx;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What every answer tells browsers, whatever it answers. */
@ExtendWith(StackExtension.class)
final class HeadersIT {
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
    void everyAnswerIsGuarded() {
        var paths = List.of(
                "/",
                "/new",
                "/jobs/abc",
                "/models",
                "/models/1",
                "/examples/h3n2-variant",
                "/favicon.svg",
                "/favicon.ico",
                "/card.png",
                "/shared",
                "/lib/lit/index.js",
                "/nothing",
                "/api/v1/models",
                "/api/v1/session",
                "/api/v1/nothing",
                "/api/v1/stream",
                "/api/v2");
        for (var path : paths) {
            var answer = api.browser().send("GET", path);
            assertThat(answer.header("Content-Security-Policy"))
                    .as(path)
                    .contains("default-src 'none'", "frame-ancestors 'none'", "trusted-types lit-html")
                    .contains("connect-src 'self' ws://127.0.0.1:" + api.port())
                    .doesNotContain("unsafe");
            assertThat(answer.header("X-Content-Type-Options")).as(path).isEqualTo("nosniff");
            assertThat(answer.header("Cross-Origin-Opener-Policy")).as(path).isEqualTo("same-origin");
            assertThat(answer.header("Cross-Origin-Resource-Policy")).as(path).isEqualTo("same-origin");
            assertThat(answer.header("Referrer-Policy")).as(path).isEqualTo("no-referrer");
            assertThat(answer.header("Permissions-Policy")).as(path).isNotEmpty();
            assertThat(answer.header("Cache-Control")).as(path).isIn("no-store", "no-cache");
            assertThat(answer.header("Server")).as(path).isEmpty();
            assertThat(answer.header("Strict-Transport-Security")).as(path).isEmpty();
        }
    }

    @Test
    void servesThePageAndItsLibrary() {
        var page = api.browser().send("GET", "/jobs/abc");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Type")).isEqualTo("text/html; charset=utf-8");
        assertThat(page.header("Content-Security-Policy")).contains("script-src 'self' 'sha256-");
        assertThat(api.browser().send("GET", "/jobs/def").header("ETag")).isEqualTo(page.header("ETag"));
        assertThat(api.browser().send("GET", "/api").raw().body().toString()).contains("/js/pages/api.js");
        var lit = api.browser().send("GET", "/lib/reactive-element/reactive-element.js");
        assertThat(lit.status()).isEqualTo(200);
        assertThat(lit.header("Content-Type")).startsWith("text/javascript");
        var again = api.browser()
                .with("If-None-Match", lit.header("ETag"))
                .send("GET", "/lib/reactive-element/reactive-element.js");
        assertThat(again.status()).isEqualTo(304);
        assertThat(api.browser().send("POST", "/new", "", "text/plain").header("Allow"))
                .isEqualTo("GET, HEAD");
    }

    @Test
    void compressesTheFilesOfThePageAndNotWhatMayHoldSecrets() throws Exception {
        var plain = api.browser().send("GET", "/js/base/store.js");
        var packed = api.browser().with("Accept-Encoding", "br, gzip;q=0.8").send("GET", "/js/base/store.js");
        assertThat(packed.header("Content-Encoding")).isEqualTo("gzip");
        assertThat(packed.header("Vary")).isEqualTo("Accept-Encoding");
        assertThat(packed.header("ETag")).isNotEqualTo(plain.header("ETag"));
        assertThat(Integer.parseInt(packed.header("Content-Length")))
                .isLessThan(plain.raw().body().length() / 2);
        var again = api.browser()
                .with("Accept-Encoding", "gzip")
                .with("If-None-Match", packed.header("ETag"))
                .send("GET", "/js/base/store.js");
        assertThat(again.status()).isEqualTo(304);

        assertThat(plain.header("Content-Encoding")).isEmpty();
        var refused = api.browser().with("Accept-Encoding", "gzip;q=0, br").send("GET", "/js/base/store.js");
        assertThat(refused.header("Content-Encoding")).isEmpty();
        for (var everyones : List.of("/examples", "/openapi.json")) {
            var answer = api.browser().with("Accept-Encoding", "gzip").get(everyones);
            assertThat(answer.header("Content-Encoding")).as(everyones).isEqualTo("gzip");
        }
        var answer = api.browser().with("Accept-Encoding", "gzip").get("/panel");
        assertThat(answer.header("Content-Encoding")).isEmpty();
    }
}
