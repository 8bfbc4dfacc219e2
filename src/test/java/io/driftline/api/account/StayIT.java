package io.driftline.api.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftline.api.Browser;
import io.driftline.api.TestApi;
import io.driftline.config.Config;
import io.driftline.testing.StackExtension;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How long sessions and their cookies last, and those of who wishes to stay signed in. */
@ExtendWith(StackExtension.class)
final class StayIT {
    private TestApi api;

    @BeforeEach
    void start(Config config, Vertx vertx) {
        api = new TestApi(config, vertx);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void aSessionGoesWithItsBrowserAndLastsADayOfWorkUnused() {
        var ada = api.browser();
        assertThat(ada.signUp("ada@lab.org").setCookies())
                .hasSize(2)
                .noneMatch(cookie -> cookie.contains("Max-Age") || cookie.contains("Expires"));
        api.clock.advance(api.config.sessions().idle().minusSeconds(1));
        assertThat(ada.send("POST", "/api/v1/session/refresh").status()).isEqualTo(200);
        api.clock.advance(Duration.ofSeconds(2));
        assertThat(ada.send("POST", "/api/v1/session/refresh").type()).isEqualTo("auth/expired");
    }

    @Test
    void whoStaysIsStillThereAfterWeeksUnused() {
        var stay = api.config.sessions().stay();
        api.browser().signUp("ada@lab.org");
        var ada = api.browser();
        var signedIn = ada.post(
                "/session",
                new JsonObject()
                        .put("email", "ada@lab.org")
                        .put("password", Browser.PASSWORD)
                        .put("stay", true));
        assertThat(signedIn.setCookies()).hasSize(2).anyMatch(cookie -> lasts(cookie, stay));
        api.clock.advance(stay.minusDays(1));
        var renewed = ada.send("POST", "/api/v1/session/refresh");
        assertThat(renewed.status()).isEqualTo(200);
        assertThat(renewed.setCookies()).hasSize(2).anyMatch(cookie -> lasts(cookie, Duration.ofDays(1)));
        api.clock.advance(Duration.ofDays(1));
        assertThat(ada.send("POST", "/api/v1/session/refresh").type()).isEqualTo("auth/expired");
    }

    @Test
    void whoSignsUpMayStay() {
        var eve = api.browser();
        var signedUp = eve.post(
                "/users",
                new JsonObject()
                        .put("email", "eve@lab.org")
                        .put("name", "Eve")
                        .put("password", Browser.PASSWORD)
                        .put("stay", true));
        assertThat(signedUp.status()).isEqualTo(201);
        api.clock.advance(api.config.sessions().absolute().plusSeconds(1));
        assertThat(eve.send("POST", "/api/v1/session/refresh").status()).isEqualTo(200);
    }

    @Test
    void theServiceSaysHowLong() {
        assertThat(api.browser().get("/service").json().getJsonObject("sessions"))
                .isEqualTo(new JsonObject()
                        .put("seconds", api.config.sessions().absolute().toSeconds())
                        .put("staySeconds", api.config.sessions().stay().toSeconds()));
    }

    private static boolean lasts(String cookie, Duration time) {
        return cookie.startsWith("driftline_rt") && cookie.contains("Max-Age=" + time.toSeconds() + ";");
    }
}
