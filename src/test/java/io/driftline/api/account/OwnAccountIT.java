package io.driftline.api.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftline.api.Browser;
import io.driftline.api.TestApi;
import io.driftline.api.operator.RolesIT;
import io.driftline.bus.Addresses;
import io.driftline.config.Config;
import io.driftline.identity.CredentialId;
import io.driftline.testing.Running;
import io.driftline.testing.StackExtension;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Changing the password, looking after one's sessions, and leaving. */
@ExtendWith(StackExtension.class)
final class OwnAccountIT {
    private static final String FRESH = "another walk, another tide";

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
    void aNewPasswordEndsEveryOtherSessionAndLeavesTokens() {
        var ended = new CopyOnWriteArrayList<CredentialId>();
        var consumer = Addresses.SESSION_ENDED.consume(api.vertx.eventBus(), told -> ended.add(told.session()));
        var ada = signedUp("ada@lab.org");
        var phone = signedIn("ada@lab.org");
        var eve = signedUp("eve@lab.org");
        var script = script(ada);

        assertThat(change(ada, Browser.PASSWORD, FRESH).status()).isEqualTo(204);

        assertThat(ada.get("/session").status()).isEqualTo(200);
        assertThat(phone.get("/session").type()).isEqualTo("auth/expired");
        assertThat(phone.send("POST", "/api/v1/session/refresh").status()).isEqualTo(401);
        assertThat(script.get("/session").status()).isEqualTo(200);
        assertThat(eve.get("/session").status()).isEqualTo(200);
        Awaitility.await().untilAsserted(() -> assertThat(ended).hasSize(1));
        assertThat(api.browser().signIn("ada@lab.org", Browser.PASSWORD).type()).isEqualTo("auth/invalid-credentials");
        assertThat(api.browser().signIn("ada@lab.org", FRESH).status()).isEqualTo(200);
        Running.await(consumer.unregister());
    }

    @Test
    void aPasswordIsChangedOnlyByWhoKnowsIt() {
        var ada = signedUp("ada@lab.org");
        var wrong = change(ada, "not the right password", FRESH);
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.type()).isEqualTo("account/wrong-password");
        assertThat(pointer(wrong)).isEqualTo("/currentPassword");
        assertThat(change(script(ada), Browser.PASSWORD, FRESH).type()).isEqualTo("auth/forbidden");
        assertThat(change(api.browser(), Browser.PASSWORD, FRESH).type()).isEqualTo("auth/required");
        assertThat(api.browser().signIn("ada@lab.org", Browser.PASSWORD).status())
                .isEqualTo(200);
    }

    @Test
    void aNewPasswordIsHeldToTheRules() {
        var ada = signedUp("ada@lab.org");
        for (var weak : List.of("short", "aaaaaaaaaaaaaaaa", "password12345", "ada@lab.org!", "x".repeat(129))) {
            var refused = change(ada, Browser.PASSWORD, weak);
            assertThat(refused.type()).as(weak).isEqualTo("validation/password");
            assertThat(pointer(refused)).isEqualTo("/password");
        }
        assertThat(api.browser().signIn("ada@lab.org", Browser.PASSWORD).status())
                .isEqualTo(200);
    }

    @Test
    void guessingThePasswordAtAnOpenPageIsSlowedDown() {
        var ada = signedUp("ada@lab.org");
        for (int i = 0; i < 5; i++) {
            assertThat(leave(ada, "not the right password").status()).isEqualTo(422);
        }
        assertThat(leave(ada, Browser.PASSWORD).type()).isEqualTo("auth/throttled");
        assertThat(change(ada, Browser.PASSWORD, FRESH).type()).isEqualTo("auth/throttled");
        api.clock.advance(Duration.ofSeconds(11));
        assertThat(change(ada, Browser.PASSWORD, FRESH).status()).isEqualTo(204);
    }

    @Test
    void showsSessionsAndEndsOne() {
        var ada = signedUp("ada@lab.org");
        api.clock.advance(Duration.ofMinutes(1));
        var phone = signedIn("ada@lab.org");
        api.clock.advance(Duration.ofMinutes(1));
        ada.send("POST", "/api/v1/session/refresh");

        var sessions = sessions(ada);
        assertThat(sessions).extracting(each -> each.getBoolean("current")).containsExactly(true, false);
        var own = sessions.get(0);
        assertThat(Duration.between(at(own, "createdAt"), at(own, "renewedAt"))).isEqualTo(Duration.ofMinutes(2));
        assertThat(Duration.between(at(own, "createdAt"), at(own, "endsAt")))
                .isEqualTo(api.config.sessions().absolute());

        var theirs = sessions.get(1).getString("id");
        var eve = signedUp("eve@lab.org");
        assertThat(end(eve, Browser.PASSWORD, theirs).type()).isEqualTo("account/session-not-found");
        assertThat(end(eve, Browser.PASSWORD, "n".repeat(26)).type()).isEqualTo("account/session-not-found");
        assertThat(end(eve, Browser.PASSWORD, "nonsense").status()).isEqualTo(422);
        assertThat(end(ada, "not the right password", theirs).type()).isEqualTo("account/wrong-password");
        assertThat(phone.get("/session").status()).isEqualTo(200);
        assertThat(end(ada, Browser.PASSWORD, theirs).status()).isEqualTo(204);
        assertThat(phone.get("/session").type()).isEqualTo("auth/expired");
        assertThat(sessions(ada)).hasSize(1);
    }

    @Test
    void endsAllOtherSessionsOfTheirUserAlone() {
        var ada = signedUp("ada@lab.org");
        var others = List.of(signedIn("ada@lab.org"), signedIn("ada@lab.org"));
        var eve = signedUp("eve@lab.org");
        assertThat(end(ada, "not the right password", null).type()).isEqualTo("account/wrong-password");
        assertThat(others)
                .allSatisfy(each -> assertThat(each.get("/session").status()).isEqualTo(200));
        assertThat(end(ada, Browser.PASSWORD, null).status()).isEqualTo(204);
        assertThat(ada.get("/session").status()).isEqualTo(200);
        assertThat(eve.get("/session").status()).isEqualTo(200);
        assertThat(others)
                .allSatisfy(each -> assertThat(each.get("/session").status()).isEqualTo(401));
    }

    @Test
    void personalTokensDoNotReachTheAccount() {
        var script = script(signedUp("ada@lab.org"));
        assertThat(script.get("/sessions").type()).isEqualTo("auth/forbidden");
        assertThat(end(script, Browser.PASSWORD, null).type()).isEqualTo("auth/forbidden");
        assertThat(leave(script, Browser.PASSWORD).type()).isEqualTo("auth/forbidden");
    }

    @Test
    void leavesNothingBehind() {
        signedUp("first@lab.org");
        var ada = signedUp("ada@lab.org");
        var phone = signedIn("ada@lab.org");
        var script = script(ada);

        assertThat(leave(ada, "not the right password").type()).isEqualTo("account/wrong-password");
        assertThat(leave(ada, Browser.PASSWORD).status()).isEqualTo(204);

        assertThat(ada.cookies).isEmpty();
        assertThat(phone.get("/session").type()).isEqualTo("auth/expired");
        assertThat(script.get("/session").type()).isEqualTo("auth/invalid-token");
        assertThat(api.browser().signIn("ada@lab.org", Browser.PASSWORD).type()).isEqualTo("auth/invalid-credentials");
        assertThat(api.browser().signUp("ada@lab.org").status()).isEqualTo(201);
    }

    @Test
    void theOnlyOperatorStaysUntilThereIsAnother() {
        var operator = signedUp("first@lab.org");
        signedUp("ada@lab.org");
        var refused = leave(operator, Browser.PASSWORD);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.type()).isEqualTo("account/sole-operator");
        assertThat(operator.get("/session").status()).isEqualTo(200);

        assertThat(refused.json().getString("detail")).contains("page Operator, under Users");
        var ada = RolesIT.user(operator, "ada@lab.org").getString("id");
        assertThat(RolesIT.give(operator, ada, "operator").status()).isEqualTo(200);
        assertThat(leave(operator, Browser.PASSWORD).status()).isEqualTo(204);
    }

    private Browser signedUp(String email) {
        var browser = api.browser();
        assertThat(browser.signUp(email).status()).isEqualTo(201);
        return browser;
    }

    private Browser signedIn(String email) {
        var browser = api.browser();
        assertThat(browser.signIn(email, Browser.PASSWORD).status()).isEqualTo(200);
        return browser;
    }

    private Browser script(Browser owner) {
        var token = owner.post("/tokens", new JsonObject().put("name", "script"))
                .json()
                .getString("token");
        return api.browser().without("Origin").with("Authorization", "Bearer " + token);
    }

    private static Browser.Answer change(Browser who, String current, String fresh) {
        var body = new JsonObject().put("currentPassword", current).put("password", fresh);
        return who.send("PUT", "/api/v1/account/password", body.encode(), "application/json");
    }

    private static Browser.Answer leave(Browser who, String password) {
        return who.post("/account/deletion", new JsonObject().put("currentPassword", password));
    }

    private static Browser.Answer end(Browser who, String password, @Nullable String session) {
        var body = new JsonObject().put("currentPassword", password);
        return who.post("/sessions/end", session == null ? body : body.put("sessionId", session));
    }

    private static List<JsonObject> sessions(Browser who) {
        return who.get("/sessions").json().getJsonArray("items").stream()
                .map(JsonObject.class::cast)
                .toList();
    }

    private static Instant at(JsonObject session, String field) {
        return Instant.parse(session.getString(field));
    }

    private static String pointer(Browser.Answer refused) {
        return refused.json().getJsonArray("errors").getJsonObject(0).getString("pointer");
    }
}
