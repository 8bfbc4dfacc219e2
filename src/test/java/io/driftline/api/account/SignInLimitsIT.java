package io.driftline.api.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftline.api.Browser;
import io.driftline.api.TestApi;
import io.driftline.config.Config;
import io.driftline.testing.StackExtension;
import io.driftline.testing.TestConfig;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What signing in and up may cost the server, by network, and that it costs the other networks nothing. */
@ExtendWith(StackExtension.class)
final class SignInLimitsIT {
    private static final String HOME = "198.51.100.1";
    private static final String CAFE = "192.0.2.40";
    private static final String STRANGER = "203.0.113.1";
    private static final String WRONG = "not the right password";
    private static final int SIGN_UPS = 4;
    private static final int SIGN_INS = 60;

    private TestApi api;

    @BeforeEach
    void start(Config config, Vertx vertx) {
        var settings = TestConfig.of(Map.of(
                "server.trustedProxies", "127.0.0.1",
                "accounts.signUpsPerHour", Integer.toString(SIGN_UPS),
                "accounts.signInsPerMinute", Integer.toString(SIGN_INS)));
        api = new TestApi(config.with(settings.server(), settings.accounts()), vertx);
        assertThat(from(HOME).signUp("ada@lab.org").status()).isEqualTo(201);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void aStrangerShutsNobodyOut() {
        for (int i = 0; i < 5; i++) {
            assertThat(from(STRANGER).signIn("ada@lab.org", WRONG).status()).isEqualTo(401);
        }
        assertThat(from(STRANGER).signIn("ada@lab.org", Browser.PASSWORD).type())
                .isEqualTo("auth/throttled");
        assertThat(from(HOME).signIn("ada@lab.org", Browser.PASSWORD).status()).isEqualTo(200);
        assertThat(from(CAFE).signIn("ada@lab.org", Browser.PASSWORD).status()).isEqualTo(200);
        assertThat(from(STRANGER).signIn("ada@lab.org", Browser.PASSWORD).type())
                .as("the holder's success does not free the stranger")
                .isEqualTo("auth/throttled");
    }

    @Test
    void guessesFromManyNetworksSlowOnlyNetworksThatTheHolderNeverUsed() {
        for (int i = 0; i < 50; i++) {
            assertThat(from("100.64." + i / 4 + ".1")
                            .signIn("ada@lab.org", WRONG)
                            .status())
                    .isEqualTo(401);
        }
        var next = from("100.64.99.1").signIn("ada@lab.org", WRONG);
        assertThat(next.type()).isEqualTo("auth/throttled");
        assertThat(Integer.parseInt(next.header("Retry-After"))).isBetween(1, 10);
        for (int i = 0; i < 20; i++) {
            // Enough attempts that old counts are dropped, which the known network outlives.
            from("100.64.99.1").signIn("ada@lab.org", WRONG);
        }
        assertThat(from("198.51.100.77").signIn("ada@lab.org", Browser.PASSWORD).status())
                .isEqualTo(200);
    }

    @Test
    void rightSignInsAreFewOfOneNetworkToo() {
        for (int i = 0; i < SIGN_INS; i++) {
            assertThat(from(HOME).signIn("ada@lab.org", Browser.PASSWORD).status())
                    .isEqualTo(200);
        }
        var more = from(HOME).signIn("ada@lab.org", Browser.PASSWORD);
        assertThat(more.status()).isEqualTo(429);
        assertThat(Integer.parseInt(more.header("Retry-After"))).isBetween(1, 60);
        assertThat(from(CAFE).signIn("ada@lab.org", Browser.PASSWORD).status()).isEqualTo(200);

        api.clock.advance(Duration.ofSeconds(61));
        assertThat(from(HOME).signIn("ada@lab.org", Browser.PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void newAccountsAreFewOfOneNetwork() {
        for (int i = 1; i < SIGN_UPS; i++) {
            assertThat(from(HOME).signUp("user" + i + "@lab.org").status()).isEqualTo(201);
        }
        assertThat(from("198.51.100.200").signUp("eve@lab.org").type()).isEqualTo("auth/throttled");
        assertThat(from(CAFE).signUp("eve@lab.org").status()).isEqualTo(201);

        api.clock.advance(Duration.ofMinutes(61));
        assertThat(from(HOME).signUp("bob@lab.org").status()).isEqualTo(201);
    }

    private Browser from(String address) {
        return api.browser().with("X-Forwarded-For", address);
    }
}
