package io.driftline.api.caller;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftline.api.Browser;
import io.driftline.api.TestApi;
import io.driftline.config.Config;
import io.driftline.testing.StackExtension;
import io.driftline.testing.TestConfig;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is forwarded is believed of the proxies that the settings name, and of nobody else. */
@ExtendWith(StackExtension.class)
final class ProxiesIT {
    /** One more than a source may fail in a minute. */
    private static final int TOO_MANY = 31;

    @Test
    void countsGuessesByTheClientThatATrustedProxyNames(Config config, Vertx vertx) {
        try (var api = behind(config, vertx, List.of("127.0.0.1", "10.0.0.7"))) {
            for (int i = 0; i < TOO_MANY; i++) {
                guess(api, i, "198.51.100." + i + ", 203.0.113.9, 10.0.0.7");
            }
            assertThat(guess(api, TOO_MANY, "203.0.113.9").type()).isEqualTo("auth/throttled");
            assertThat(guess(api, TOO_MANY, "198.51.100.1").type()).isEqualTo("auth/invalid-credentials");
            assertThat(guess(api, TOO_MANY, "nonsense").type()).isEqualTo("auth/invalid-credentials");
        }
    }

    @Test
    void believesNobodyElse(Config config, Vertx vertx) {
        try (var api = behind(config, vertx, List.of("10.0.0.7"))) {
            for (int i = 0; i < TOO_MANY; i++) {
                guess(api, i, "198.51." + i + ".1");
            }
            assertThat(guess(api, TOO_MANY, "203.0.113.9").type()).isEqualTo("auth/throttled");

            var forged = api.browser().with("X-Forwarded-Proto", "https").send("GET", "/");
            assertThat(forged.header("Strict-Transport-Security")).isEmpty();
        }
    }

    @Test
    void takesTheSchemeFromATrustedProxy(Config config, Vertx vertx) {
        try (var api = behind(config, vertx, List.of("127.0.0.1"))) {
            var ada = api.browser()
                    .with("Origin", "https://127.0.0.1:" + api.port())
                    .with("X-Forwarded-Proto", "https");
            var answer = ada.signUp("ada@lab.org");
            assertThat(answer.status()).isEqualTo(201);
            assertThat(answer.setCookies())
                    .allSatisfy(
                            cookie -> assertThat(cookie).startsWith("__Host-").contains("; Secure"));
            assertThat(answer.header("Strict-Transport-Security")).isNotEmpty();
            assertThat(ada.get("/session").status()).isEqualTo(200);

            var plain = api.browser().signUp("eve@lab.org");
            assertThat(plain.setCookies())
                    .allSatisfy(cookie -> assertThat(cookie).doesNotContain("Secure"));
        }
    }

    private static TestApi behind(Config config, Vertx vertx, List<String> proxies) {
        var settings = TestConfig.of(Map.of("server.trustedProxies", String.join(",", proxies)));
        return new TestApi(config.with(settings.server()), vertx);
    }

    /** Always of another account, so that only the source can be slowed down. */
    private static Browser.Answer guess(TestApi api, int account, String forwardedFor) {
        return api.browser()
                .with("X-Forwarded-For", forwardedFor)
                .signIn("user" + account + "@lab.org", "not the right password");
    }
}
