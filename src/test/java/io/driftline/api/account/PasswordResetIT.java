package io.driftline.api.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftline.api.Browser;
import io.driftline.api.TestApi;
import io.driftline.config.Config;
import io.driftline.testing.StackExtension;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Lost passwords: an operator's link lets its bearer choose another one, once. */
@ExtendWith(StackExtension.class)
final class PasswordResetIT {
    private static final String FRESH = "nine herons at low water";

    private TestApi api;
    private Browser operator;
    private Browser eve;
    private String id;

    @BeforeEach
    void wire(Config config, Vertx vertx) {
        api = new TestApi(config, vertx);
        operator = api.browser();
        operator.signUp("ada@lab.org");
        eve = api.browser();
        id = eve.signUp("eve@lab.org").json().getJsonObject("user").getString("id");
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void aLinkReplacesThePasswordOnceAndEndsEverySession() {
        var token = eve.post("/tokens", new JsonObject().put("name", "a script"))
                .json()
                .getString("token");
        var code = link();
        assertThat(signIn(Browser.PASSWORD)).isEqualTo(200);

        assertThat(use(code, FRESH).status()).isEqualTo(204);

        assertThat(eve.get("/session").status()).isEqualTo(401);
        assertThat(signIn(Browser.PASSWORD)).isEqualTo(401);
        assertThat(signIn(FRESH)).isEqualTo(200);
        var script = api.browser().without("Origin").with("Authorization", "Bearer " + token);
        assertThat(script.get("/tokens").status()).isNotEqualTo(401);
        assertThat(use(code, "another one of nine words").type()).isEqualTo("account/password-link-not-found");
        assertThat(signIn(FRESH)).isEqualTo(200);
    }

    @Test
    void holdsAfterAWeakPasswordAndForADay() {
        var code = link();
        var weak = use(code, "short");
        assertThat(weak.status()).isEqualTo(422);
        assertThat(weak.type()).isEqualTo("validation/password");
        assertThat(use(code, "eve@lab.org").status()).isEqualTo(422);

        api.clock.advance(Duration.ofHours(23));
        assertThat(use(code, FRESH).status()).isEqualTo(204);

        operator.signIn("ada@lab.org", Browser.PASSWORD);
        var late = link();
        api.clock.advance(Duration.ofHours(25));
        assertThat(use(late, "another one of nine words").type()).isEqualTo("account/password-link-not-found");
        assertThat(signIn(FRESH)).isEqualTo(200);
    }

    @Test
    void onlyTheNewestOfAUserHolds() {
        var first = link();
        var second = link();
        assertThat(use(first, FRESH).status()).isEqualTo(404);
        assertThat(use("nonsense", FRESH).status()).isEqualTo(404);
        assertThat(use(second, FRESH).status()).isEqualTo(204);
    }

    @Test
    void twoUsesAtOnceAreNotBothGranted() {
        var code = link();
        var answers = List.of(FRESH, "another one of nine words").parallelStream()
                .map(password -> use(code, password).status())
                .toList();
        assertThat(answers).containsExactlyInAnyOrder(204, 404);
    }

    @Test
    void onlyOperatorsInASessionMakeLinksAndOnlyForThoseWhoExist() {
        var path = "/admin/users/" + id + "/password-link";
        assertThat(eve.post(path, new JsonObject()).status()).isEqualTo(403);
        assertThat(api.browser().post(path, new JsonObject()).status()).isEqualTo(401);
        var token = operator.post("/tokens", new JsonObject().put("name", "a script"))
                .json()
                .getString("token");
        var script = api.browser().without("Origin").with("Authorization", "Bearer " + token);
        assertThat(script.post(path, new JsonObject()).status()).isEqualTo(403);
        for (var nobody : List.of("a".repeat(26), "nonsense")) {
            var answer = operator.post("/admin/users/" + nobody + "/password-link", new JsonObject());
            assertThat(answer.type()).isEqualTo("operator/user-not-found");
        }
    }

    private String link() {
        var made = operator.post("/admin/users/" + id + "/password-link", new JsonObject());
        assertThat(made.status()).as(made.raw().body()).isEqualTo(201);
        return made.json().getString("code");
    }

    private Browser.Answer use(String code, String password) {
        return api.browser()
                .post(
                        "/account/password-reset",
                        new JsonObject().put("code", code).put("password", password));
    }

    private int signIn(String password) {
        return api.browser().signIn("eve@lab.org", password).status();
    }
}
