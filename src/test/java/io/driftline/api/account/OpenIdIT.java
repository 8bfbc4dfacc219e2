package io.driftline.api.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftline.api.Browser;
import io.driftline.api.TestApi;
import io.driftline.config.Config;
import io.driftline.embedded.FreePort;
import io.driftline.testing.StackExtension;
import io.driftline.testing.TestConfig;
import io.driftline.testing.backends.OpenIdServer;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Signing in by a provider of OpenID Connect: who becomes whom, and what an attacker meets. */
@ExtendWith(StackExtension.class)
final class OpenIdIT {
    private static final Map<String, Object> ADA =
            Map.of("email", "ada@lab.org", "email_verified", true, "name", "Ada Byron");

    private final OpenIdServer provider = new OpenIdServer(false);
    private Config config;
    private Vertx vertx;
    private TestApi api;

    @BeforeEach
    void wire(Config servers, Vertx theirs) {
        config = servers;
        vertx = theirs;
        api = running(Map.of());
    }

    @AfterEach
    void stop() {
        api.close();
        provider.close();
    }

    private TestApi running(Map<String, String> more) {
        var values = new HashMap<>(provider.settings(FreePort.find(), ""));
        values.putAll(more);
        var settings = TestConfig.of(values);
        return new TestApi(config.with(settings.server(), settings.accounts()), vertx);
    }

    private void restart(Map<String, String> more) {
        api.close();
        api = running(more);
    }

    @Test
    void aPersonComesToTheSameAccountWhateverTheirEmailBecomes() {
        var first = api.browser();
        var ada = user(signIn(first, "1", ADA));
        assertThat(ada.getString("name")).isEqualTo("Ada Byron");
        assertThat(ada.getString("email")).isEqualTo("ada@lab.org");
        assertThat(ada.getString("role")).isEqualTo("operator");
        assertThat(first.cookies.keySet()).noneMatch(name -> name.contains("driftline_ot"));
        assertThat(user(first.get("/session"))).isEqualTo(ada);
        assertThat(first.send("POST", "/api/v1/session/refresh").status()).isEqualTo(200);

        var again = user(signIn(api.browser(), "1", Map.of("email", "countess@lab.org", "email_verified", true)));
        assertThat(again).isEqualTo(ada);
        var other = user(signIn(api.browser(), "2", Map.of("email", "eve@lab.org", "email_verified", true)));
        assertThat(other.getString("id")).isNotEqualTo(ada.getString("id"));
        assertThat(other.getString("name")).isEqualTo("eve");
        assertThat(other.getString("role")).isEqualTo("user");

        assertThat(first.send("DELETE", "/api/v1/session").status()).isEqualTo(204);
        assertThat(first.get("/session").status()).isEqualTo(401);
    }

    @Test
    void whoSetsOutTellsTheProviderWhoAsksAndGetsASecretOfTheirOwn() {
        var begun = api.browser().send("POST", "/api/v1/session/provider");
        var asked = query(begun.json().getString("address"));
        assertThat(begun.json().getString("address")).startsWith(provider.issuer() + "/authorize?");
        assertThat(asked)
                .containsEntry("response_type", "code")
                .containsEntry("client_id", OpenIdServer.CLIENT)
                .containsEntry("redirect_uri", api.origin() + "/signin/return")
                .containsEntry("code_challenge_method", "S256");
        assertThat(asked.get("scope")).contains("openid", "email");
        assertThat(List.of(asked.get("state"), asked.get("nonce"), asked.get("code_challenge")))
                .doesNotHaveDuplicates()
                .allMatch(each -> each.length() == 43);
        assertThat(begun.setCookies())
                .singleElement()
                .asString()
                .contains("driftline_ot", "HTTPOnly", "SameSite=Strict", "Max-Age=900")
                .doesNotContain(asked.get("state"), asked.get("nonce"));
        var other = query(
                api.browser().send("POST", "/api/v1/session/provider").json().getString("address"));
        assertThat(other.get("state")).isNotEqualTo(asked.get("state"));
    }

    @Test
    void anEqualEmailThatTheProviderHasNotVerifiedTakesOverNothing() {
        api.browser().signUp("ada@lab.org");
        for (var claims : List.<Map<String, Object>>of(
                Map.of("email", "ada@lab.org"),
                Map.of("email", "ADA@lab.org", "email_verified", false),
                Map.of("name", "Ada"))) {
            var answer = signIn(api.browser(), "evil", claims);
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.type()).isEqualTo("account/email-unverified");
            assertThat(answer.json().getString("detail")).contains(OpenIdServer.NAME);
        }
        assertThat(api.count("SELECT COUNT(*) FROM identity")).isZero();
        assertThat(api.count("SELECT COUNT(*) FROM `user`")).isEqualTo(1);
    }

    @Test
    void anAccountWithAPasswordIsTheProvidersToOnlyAfterItsUserConnectedIt() {
        var ada = api.browser();
        var id = user(ada.signUp("ada@lab.org")).getString("id");
        var refused = signIn(api.browser(), "1", ADA);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.type()).isEqualTo("account/email-taken");

        provider.next("1", ADA);
        var stranger = api.browser();
        assertThat(stranger.post("/account/provider", returned(stranger)).status())
                .isEqualTo(401);
        assertThat(connect(ada, "1").status()).isEqualTo(204);
        assertThat(connect(ada, "1").status()).isEqualTo(204);
        assertThat(user(signIn(api.browser(), "1", ADA)).getString("id")).isEqualTo(id);
        assertThat(api.browser().signIn("ada@lab.org", Browser.PASSWORD).status())
                .isEqualTo(200);

        var eve = api.browser();
        eve.signUp("eve@lab.org");
        var taken = connect(eve, "1");
        assertThat(taken.status()).isEqualTo(409);
        assertThat(taken.type()).isEqualTo("account/identity-taken");
    }

    @Test
    void anAnswerIsGoodInTheBrowserThatAskedAlone() {
        var attacker = api.browser();
        provider.next("evil", Map.of("email", "evil@lab.org", "email_verified", true));
        var theirs = returned(attacker);

        var nobody = api.browser();
        assertThat(finish(nobody, theirs).type()).isEqualTo("auth/attempt-lost");
        var victim = api.browser();
        victim.send("POST", "/api/v1/session/provider");
        assertThat(finish(victim, theirs).type()).isEqualTo("auth/attempt-lost");
        assertThat(victim.cookies).isEmpty();
        var ada = api.browser();
        ada.signUp("ada@lab.org");
        ada.send("POST", "/api/v1/session/provider");
        assertThat(ada.post("/account/provider", theirs).type()).isEqualTo("auth/attempt-lost");
        assertThat(api.count("SELECT COUNT(*) FROM identity")).isZero();
    }

    @Test
    void aCodeIsGoodOnce() {
        var browser = api.browser();
        provider.next("1", ADA);
        var answer = returned(browser);
        var secret = new LinkedHashMap<>(browser.cookies);
        assertThat(finish(browser, answer).status()).isEqualTo(200);
        assertThat(finish(browser, answer).type()).isEqualTo("auth/attempt-lost");

        var copied = api.browser();
        copied.cookies.putAll(secret);
        provider.next("1", ADA);
        assertThat(finish(copied, answer).type()).isEqualTo("auth/provider-refused");
        assertThat(copied.cookies).isEmpty();
    }

    @Test
    void anotherIssuersAnswerIsRefused() {
        var browser = api.browser();
        provider.next("1", ADA);
        var mixedUp = returned(browser).put("issuer", "https://evil.example");
        assertThat(finish(browser, mixedUp).type()).isEqualTo("auth/attempt-lost");

        provider.next("1", ADA);
        assertThat(finish(browser, returned(browser).put("issuer", provider.issuer()))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void claimsOfAnotherIssuerClientOrTryAreRefused() {
        for (var wrong : List.<Map<String, Object>>of(
                Map.of("iss", "https://evil.example"),
                Map.of("aud", "another client"),
                Map.of("nonce", "of another try"),
                Map.of("sub", ""))) {
            var claims = new HashMap<>(ADA);
            claims.putAll(wrong);
            var answer = signIn(api.browser(), "1", claims);
            assertThat(answer.status()).as(wrong.toString()).isEqualTo(401);
            assertThat(answer.type()).isEqualTo("auth/provider-refused");
        }
        api.clock.advance(Duration.ofDays(40_000));
        assertThat(signIn(api.browser(), "1", ADA).type()).isEqualTo("auth/provider-refused");
        assertThat(api.count("SELECT COUNT(*) FROM `user`")).isZero();
    }

    @Test
    void whoIsNewComesInAsRegistrationHasIt() {
        restart(Map.of("accounts.registration", "closed"));
        assertThat(signIn(api.browser(), "1", ADA).status()).isEqualTo(200);
        var eve = Map.<String, Object>of("email", "eve@lab.org", "email_verified", true);
        assertThat(signIn(api.browser(), "2", eve).type()).isEqualTo("account/registration-closed");

        restart(Map.of("accounts.registration", "closed", "accounts.openid.registration", "open"));
        assertThat(api.browser().signUp("first@lab.org").status()).isEqualTo(201);
        assertThat(signIn(api.browser(), "2", eve).status()).isEqualTo(200);
        assertThat(api.browser().signUp("late@lab.org").type()).isEqualTo("account/registration-closed");

        restart(Map.of("accounts.openid.registration", "invitation"));
        var operator = api.browser();
        signIn(operator, "1", ADA);
        assertThat(signIn(api.browser(), "2", eve).type()).isEqualTo("account/invitation-needed");
        var code = operator.post("/admin/invitations", new JsonObject().put("expiresInDays", 7))
                .json()
                .getString("code");
        var invited = api.browser();
        provider.next("2", eve);
        assertThat(finish(invited, returned(invited).put("invitation", code)).status())
                .isEqualTo(200);
        assertThat(signIn(api.browser(), "2", eve).status()).isEqualTo(200);
    }

    @Test
    void aClaimGivesAndTakesTheRoleButNotOfTheLastOperator() {
        restart(Map.of("accounts.openid.roleClaim", "realm_access.roles", "accounts.openid.operatorValue", "curator"));
        assertThat(user(signIn(api.browser(), "1", ADA)).getString("role")).isEqualTo("operator");
        var eve = new HashMap<String, Object>(Map.of("email", "eve@lab.org", "email_verified", true));
        assertThat(user(signIn(api.browser(), "2", eve)).getString("role")).isEqualTo("user");
        eve.put("realm_access", Map.of("roles", List.of("reader", "curator")));
        assertThat(user(signIn(api.browser(), "2", eve)).getString("role")).isEqualTo("operator");
        assertThat(user(signIn(api.browser(), "1", ADA)).getString("role")).isEqualTo("user");
        eve.put("realm_access", Map.of("roles", "curators"));
        var last = api.browser();
        assertThat(user(signIn(last, "2", eve)).getString("role")).isEqualTo("operator");
        assertThat(last.get("/admin/roles/history").status()).isNotEqualTo(403);
        assertThat(api.count("SELECT COUNT(*) FROM role_audit")).isEqualTo(2);
    }

    @Test
    void whatAGuestRanComesAlongIntoTheNewAccount() {
        signIn(api.browser(), "1", ADA);
        var guest = api.browser();
        var id = user(guest.send("POST", "/api/v1/guests")).getString("id");
        var became = user(signIn(guest, "2", Map.of("email", "eve@lab.org", "email_verified", true)));
        assertThat(became.getString("id")).isEqualTo(id);
        assertThat(became.getBoolean("guest")).isFalse();
    }

    @Test
    void whoHasNoPasswordIsToldSoAndCannotBeSignedInToByOne() {
        var ada = api.browser();
        signIn(ada, "1", ADA);
        for (var password : List.of("none", Browser.PASSWORD)) {
            assertThat(api.browser().signIn("ada@lab.org", password).type()).isEqualTo("auth/invalid-credentials");
        }
        var answer = ada.post("/account/deletion", new JsonObject().put("currentPassword", "none"));
        assertThat(answer.type()).isEqualTo("account/wrong-password");
        assertThat(answer.json().encode()).contains("no password");
    }

    @Test
    void aProviderThatIsAwayIsSaidAndMissedOnlyAsLongAsItIs() {
        restart(Map.of("accounts.openid.issuer", "http://127.0.0.1:" + FreePort.find()));
        var away = api.browser().send("POST", "/api/v1/session/provider");
        assertThat(away.status()).isEqualTo(503);
        assertThat(away.type()).isEqualTo("auth/provider-unavailable");
        assertThat(away.header("Retry-After")).isNotEmpty();
        assertThat(away.json().getString("detail")).contains(OpenIdServer.NAME);

        restart(Map.of());
        var browser = api.browser();
        provider.next("1", ADA);
        var answer = returned(browser);
        provider.close();
        assertThat(finish(browser, answer).type()).isEqualTo("auth/provider-unavailable");
    }

    @Test
    void withoutAProviderThereIsNone() {
        api.close();
        var settings = TestConfig.of(Map.of());
        api = new TestApi(config.with(settings.server(), settings.accounts()), vertx);
        assertThat(api.browser().get("/service").json().getValue("provider")).isNull();
        assertThat(api.browser().send("POST", "/api/v1/session/provider").status())
                .isEqualTo(404);
    }

    private Browser.Answer signIn(Browser browser, String subject, Map<String, Object> claims) {
        provider.next(subject, claims);
        return finish(browser, returned(browser));
    }

    private Browser.Answer connect(Browser browser, String subject) {
        provider.next(subject, ADA);
        return browser.post("/account/provider", returned(browser));
    }

    private static Browser.Answer finish(Browser browser, JsonObject answer) {
        return browser.send("PUT", "/api/v1/session/provider", answer.encode(), "application/json");
    }

    /** The way to the provider and back, as far as the page that it leads to. */
    private static JsonObject returned(Browser browser) {
        var begun = browser.send("POST", "/api/v1/session/provider");
        assertThat(begun.status()).as(begun.raw().body()).isEqualTo(200);
        return OpenIdServer.answerTo(begun.json().getString("address"));
    }

    private static Map<String, String> query(String address) {
        return OpenIdServer.query(address);
    }

    private static JsonObject user(Browser.Answer answer) {
        assertThat(answer.status()).as(answer.raw().body()).isBetween(200, 201);
        return answer.json().getJsonObject("user");
    }
}
