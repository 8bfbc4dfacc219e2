package io.driftline.api.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftline.api.Browser;
import io.driftline.api.TestApi;
import io.driftline.config.Config;
import io.driftline.testing.StackExtension;
import io.driftline.testing.TestConfig;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who may sign up, as the setting has it. */
@ExtendWith(StackExtension.class)
final class RegistrationIT {
    private Config config;
    private Vertx vertx;
    private TestApi api;

    @BeforeEach
    void wire(Config servers, Vertx theirs) {
        config = servers;
        vertx = theirs;
        api = running(Config.Registration.OPEN);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void closedRegistrationLetsOnlyTheFirstIn() {
        restart(Config.Registration.CLOSED);
        assertThat(registration()).isEqualTo("open");
        assertThat(api.browser().get("/service").json().getBoolean("first")).isTrue();
        assertThat(api.browser()
                        .signUp("ada@lab.org")
                        .json()
                        .getJsonObject("user")
                        .getString("role"))
                .isEqualTo("operator");

        assertThat(registration()).isEqualTo("closed");
        assertThat(api.browser().get("/service").json().getBoolean("first")).isFalse();
        var late = api.browser().signUp("eve@lab.org");
        assertThat(late.status()).isEqualTo(403);
        assertThat(late.type()).isEqualTo("account/registration-closed");
        assertThat(api.browser().signIn("ada@lab.org", Browser.PASSWORD).status())
                .isEqualTo(200);
    }

    @Test
    void twoFirstOnesAtOnceAreNotBothLetIn() {
        restart(Config.Registration.CLOSED);

        var answers = List.of("ada@lab.org", "eve@lab.org").parallelStream()
                .map(email -> api.browser().signUp(email).status())
                .toList();

        assertThat(answers).containsExactlyInAnyOrder(201, 403);
    }

    @Test
    void anInvitationLetsOnePersonInOnce() {
        restart(Config.Registration.INVITATION);
        var operator = api.browser();
        operator.signUp("ada@lab.org");
        assertThat(registration()).isEqualTo("invitation");
        var uninvited = api.browser().signUp("eve@lab.org");
        assertThat(uninvited.status()).isEqualTo(422);
        assertThat(uninvited.type()).isEqualTo("account/invitation-needed");
        assertThat(signUp("eve@lab.org", "guessed").type()).isEqualTo("account/invitation-needed");

        var code = invite(operator).getString("code");
        assertThat(operator.get("/admin/invitations").raw().body()).doesNotContain(code);
        var answers = List.of("bob@lab.org", "eve@lab.org").parallelStream()
                .map(email -> signUp(email, code).status())
                .toList();
        assertThat(answers).containsExactlyInAnyOrder(201, 422);
        assertThat(operator.get("/admin/invitations").json().getJsonArray("items"))
                .isEmpty();
    }

    @Test
    void invitationsExpireAndAreWithdrawn() {
        restart(Config.Registration.INVITATION);
        var operator = api.browser();
        operator.signUp("ada@lab.org");
        var old = invite(operator);
        var withdrawn = invite(operator);
        var path = "/api/v1/admin/invitations/" + withdrawn.getString("id");
        assertThat(operator.send("DELETE", path).status()).isEqualTo(204);
        assertThat(operator.send("DELETE", path).type()).isEqualTo("operator/invitation-not-found");
        assertThat(operator.send("DELETE", "/api/v1/admin/invitations/%C2%90").type())
                .isEqualTo("operator/invitation-not-found");
        assertThat(signUp("bob@lab.org", withdrawn.getString("code")).status()).isEqualTo(422);

        api.clock.advance(Duration.ofDays(1).plusSeconds(1));
        assertThat(signUp("bob@lab.org", old.getString("code")).status()).isEqualTo(422);
    }

    @Test
    void onlyOperatorsInviteAndNoTokenDoes() {
        var operator = api.browser();
        operator.signUp("ada@lab.org");
        var user = api.browser();
        user.signUp("bob@lab.org");
        assertThat(user.post("/admin/invitations", new JsonObject()).type()).isEqualTo("auth/forbidden");
        var token = operator.post("/tokens", new JsonObject().put("name", "script"))
                .json()
                .getString("token");
        var script = api.browser().without("Origin").with("Authorization", "Bearer " + token);
        assertThat(script.post("/admin/invitations", new JsonObject()).type()).isEqualTo("auth/forbidden");
    }

    private void restart(Config.Registration registration) {
        api.close();
        api = running(registration);
    }

    private TestApi running(Config.Registration registration) {
        var accounts = TestConfig.of(Map.of(
                        "accounts.registration", registration.name(),
                        "accounts.signUpsPerHour", "100",
                        "accounts.signInsPerMinute", "100"))
                .accounts();
        return new TestApi(config.with(accounts), vertx);
    }

    private String registration() {
        return api.browser().get("/service").json().getString("registration");
    }

    private static JsonObject invite(Browser operator) {
        var made = operator.post("/admin/invitations", new JsonObject().put("expiresInDays", 1));
        assertThat(made.status()).isEqualTo(201);
        return made.json();
    }

    private Browser.Answer signUp(String email, String code) {
        return api.browser()
                .post(
                        "/users",
                        new JsonObject()
                                .put("email", email)
                                .put("name", "Ann")
                                .put("password", Browser.PASSWORD)
                                .put("invitation", code));
    }
}
