package io.driftline.api.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftline.api.Browser;
import io.driftline.api.TestApi;
import io.driftline.bus.Addresses;
import io.driftline.config.Config;
import io.driftline.identity.CredentialId;
import io.driftline.testing.Running;
import io.driftline.testing.StackExtension;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Signing up, in and out, and everything that can be wrong with a session. */
@ExtendWith(StackExtension.class)
final class SessionsIT {
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
    void signsUpOnceAndKnowsWhoThatIs() {
        var ada = api.browser();
        var answer = ada.signUp("Ada@Lab.org");
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.json().getJsonObject("user").getString("email")).isEqualTo("Ada@Lab.org");
        assertThat(answer.setCookies()).hasSize(2).allSatisfy(cookie -> assertThat(cookie)
                .startsWith("driftline_")
                .containsIgnoringCase("; HttpOnly")
                .contains("SameSite=Strict", "Path=/")
                .doesNotContain("Secure"));
        assertThat(ada.get("/session").json()).isEqualTo(answer.json());

        var again = api.browser().signUp("ada@lab.ORG");
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.type()).isEqualTo("account/email-taken");
    }

    @Test
    void theServiceSaysWhoAsksAndRefusesNobody() {
        var ada = api.browser();
        var nobody = ada.get("/service");
        assertThat(nobody.status()).isEqualTo(200);
        assertThat(nobody.json().getValue("user")).isNull();
        assertThat(nobody.json().getBoolean("renewable")).isFalse();
        var user = ada.signUp("ada@lab.org").json().getJsonObject("user");
        assertThat(ada.get("/service").json().getJsonObject("user")).isEqualTo(user);

        api.clock.advance(api.config.sessions().access().plusSeconds(61));
        var later = ada.get("/service").json();
        assertThat(later.getValue("user")).isNull();
        assertThat(later.getBoolean("renewable")).isTrue();
    }

    @Test
    void firstAccountIsTheOperator() {
        var roles = IntStream.range(0, 4)
                .parallel()
                .mapToObj(i -> api.browser().signUp("user" + i + "@lab.org"))
                .map(answer -> answer.json().getJsonObject("user").getString("role"))
                .toList();
        assertThat(roles).containsOnlyOnce("operator").contains("user");
    }

    @Test
    void refusesWeakPasswordsAndOddAddresses() {
        var weak =
                List.of("short", "aaaaaaaaaaaaaaaa", "password12345", "ada@lab.org!", "driftline-ada", "x".repeat(129));
        for (var password : weak) {
            var answer = api.browser()
                    .post(
                            "/users",
                            new JsonObject()
                                    .put("email", "ada@lab.org")
                                    .put("name", "Ada")
                                    .put("password", password));
            assertThat(answer.status()).as(password).isEqualTo(422);
            assertThat(answer.type()).as(password).isEqualTo("validation/password");
        }
        var odd = api.browser().signUp("not an address");
        assertThat(odd.type()).isEqualTo("validation/invalid-field");
        assertThat(odd.json().getJsonArray("errors").getJsonObject(0).getString("pointer"))
                .isEqualTo("/email");
    }

    @Test
    void answersWrongPasswordsAndUnknownUsersAlike() {
        api.browser().signUp("ada@lab.org");
        var wrong = api.browser().signIn("ada@lab.org", "not the right password");
        var unknown = api.browser().signIn("eve@lab.org", "not the right password");
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.type()).isEqualTo("auth/invalid-credentials");
        assertThat(withoutInstance(wrong)).isEqualTo(withoutInstance(unknown));
        assertThat(api.browser().signIn("ADA@lab.org", Browser.PASSWORD).status())
                .isEqualTo(200);
    }

    @Test
    void slowsGuessingDown() {
        api.browser().signUp("ada@lab.org");
        for (int i = 0; i < 5; i++) {
            assertThat(api.browser()
                            .signIn("ada@lab.org", "not the right password")
                            .status())
                    .isEqualTo(401);
        }
        var sixth = api.browser().signIn("Ada@lab.org", Browser.PASSWORD);
        assertThat(sixth.status()).isEqualTo(429);
        assertThat(sixth.type()).isEqualTo("auth/throttled");
        assertThat(Integer.parseInt(sixth.header("Retry-After"))).isBetween(1, 10);

        api.clock.advance(Duration.ofSeconds(11));
        assertThat(api.browser().signIn("ada@lab.org", Browser.PASSWORD).status())
                .isEqualTo(200);
    }

    @Test
    void signsOutAtOnce() {
        var ended = new CopyOnWriteArrayList<CredentialId>();
        var consumer = Addresses.SESSION_ENDED.consume(api.vertx.eventBus(), told -> ended.add(told.session()));
        var ada = api.browser();
        ada.signUp("ada@lab.org");
        var cookies = List.copyOf(ada.cookies.entrySet());
        assertThat(ada.send("DELETE", "/api/v1/session").status()).isEqualTo(204);
        assertThat(ada.cookies).isEmpty();
        assertThat(ada.get("/session").type()).isEqualTo("auth/required");

        cookies.forEach(cookie -> ada.cookies.put(cookie.getKey(), cookie.getValue()));
        assertThat(ada.get("/session").type()).isEqualTo("auth/expired");
        assertThat(ada.send("POST", "/api/v1/session/refresh").status()).isEqualTo(401);
        Awaitility.await().untilAsserted(() -> assertThat(ended).hasSize(1));
        assertThat(Running.await(api.sessions.alive(Set.copyOf(ended)))).isEmpty();
        Running.await(consumer.unregister());
    }

    @Test
    void renewsExpiredAccess() {
        var ada = api.browser();
        ada.signUp("ada@lab.org");
        api.clock.advance(api.config.sessions().access().plusSeconds(61));
        var expired = ada.get("/session");
        assertThat(expired.status()).isEqualTo(401);
        assertThat(expired.type()).isEqualTo("auth/expired");
        assertThat(ada.send("POST", "/api/v1/session/refresh").status()).isEqualTo(200);
        assertThat(ada.get("/session").status()).isEqualTo(200);
    }

    @Test
    void letsTwoTabsRenewAtOnce() {
        var ada = api.browser();
        ada.signUp("ada@lab.org");
        var other = api.browser();
        other.cookies.putAll(ada.cookies);
        assertThat(ada.send("POST", "/api/v1/session/refresh").setCookies()).hasSize(2);
        assertThat(other.send("POST", "/api/v1/session/refresh").setCookies()).hasSize(1);
        assertThat(other.get("/session").status()).isEqualTo(200);
    }

    @Test
    void endsTheSessionOfAStolenRefreshToken() {
        var ada = api.browser();
        ada.signUp("ada@lab.org");
        var thief = api.browser();
        thief.cookies.putAll(ada.cookies);
        ada.send("POST", "/api/v1/session/refresh");
        api.clock.advance(Duration.ofSeconds(31));
        assertThat(thief.send("POST", "/api/v1/session/refresh").type()).isEqualTo("auth/refresh-reused");
        assertThat(ada.get("/session").status()).isEqualTo(401);
        assertThat(ada.send("POST", "/api/v1/session/refresh").status()).isEqualTo(401);
    }

    @Test
    void endsIdleAndOldSessions() {
        var ada = api.browser();
        ada.signUp("ada@lab.org");
        api.clock.advance(api.config.sessions().idle().plusSeconds(1));
        assertThat(ada.send("POST", "/api/v1/session/refresh").type()).isEqualTo("auth/expired");
    }

    @Test
    void givesANewSessionAtEachSignIn() {
        var ada = api.browser();
        ada.signUp("ada@lab.org");
        var old = api.browser();
        old.cookies.putAll(ada.cookies);
        ada.signIn("ada@lab.org", Browser.PASSWORD);
        assertThat(ada.get("/session").status()).isEqualTo(200);
        assertThat(old.get("/session").status()).isEqualTo(401);
    }

    /** Browsers send a host's cookies to all its ports. */
    @Test
    void leavesTheCookiesOfAnotherInstallationOnTheHostAlone() {
        var ada = api.browser();
        ada.signUp("ada@lab.org");
        var other = "driftline_at_" + (URI.create(api.origin()).getPort() + 1);
        ada.cookies.put(other, "of.another.installation");
        ada.cookies.put("driftline_at", "of.one.at.the.usual.port");

        assertThat(ada.get("/session").status()).isEqualTo(200);
        assertThat(ada.send("DELETE", "/api/v1/session").setCookies())
                .hasSize(2)
                .noneMatch(cookie -> cookie.startsWith(other + "=") || cookie.startsWith("driftline_at="));
        ada.cookies.remove(accessCookie());
        assertThat(ada.get("/session").status()).isEqualTo(401);
    }

    @Test
    void keepsTheTenYoungestSessions() {
        var first = api.browser();
        first.signUp("ada@lab.org");
        for (int i = 0; i < 10; i++) {
            api.clock.advance(Duration.ofSeconds(1));
            api.browser().signIn("ada@lab.org", Browser.PASSWORD);
        }
        assertThat(first.get("/session").type()).isEqualTo("auth/expired");
    }

    @Test
    void refusesForgedTokens() {
        var ada = api.browser();
        ada.signUp("ada@lab.org");
        var good = Objects.requireNonNull(ada.cookies.get(accessCookie()));
        var claims = new JsonObject(
                new String(Base64.getUrlDecoder().decode(good.split("\\.", -1)[1]), StandardCharsets.UTF_8));
        for (var algorithm : List.of("none", "None", "nOnE")) {
            var header = new JsonObject().put("alg", algorithm).put("typ", "JWT");
            isInvalid(base64(header) + "." + base64(claims) + ".");
        }
        var ours = new JsonObject().put("alg", "HS256").put("typ", "JWT");
        isInvalid(signed(ours, claims.copy().put("typ", "refresh")));
        isInvalid(signed(ours.copy().put("jku", "https://evil.example/keys"), claims));
        isInvalid(signed(ours, claims.copy().put("aud", "elsewhere")));
        isInvalid(signed(ours, claims.copy().put("iss", "elsewhere")));
        isInvalid(signed(ours, without(claims, "exp")));
        isInvalid(signed(ours, claims.copy().put("exp", "1e400")));
        isInvalid(signed(ours, claims.copy().put("nbf", claims.getLong("nbf") + 3600)));
        isInvalid(signed(ours, without(claims, "sid")));
        isInvalid(good.substring(0, good.length() - 4) + "AAAA");
        isInvalid(good.substring(0, good.lastIndexOf('.')));
        isInvalid(good + ".x");
        isInvalid("x".repeat(5000));
        var expired = signed(ours, claims.copy().put("exp", claims.getLong("iat") - 61));
        assertThat(withAccess(expired).type()).isEqualTo("auth/expired");
        assertThat(withAccess(signed(ours, claims)).status()).isEqualTo(200);
    }

    @Test
    void scriptsUsePersonalTokens() {
        var ada = api.browser();
        ada.signUp("ada@lab.org");
        var made = ada.post("/tokens", new JsonObject().put("name", "my script").put("expiresInDays", 1));
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.json().getString("token")).matches("dl_[a-z2-7]{26}_[a-z2-7]{52}");
        assertThat(ada.get("/tokens").raw().body())
                .contains("my script")
                .doesNotContain(made.json().getString("token"));

        var script = api.browser()
                .without("Origin")
                .with("Authorization", "Bearer " + made.json().getString("token"));
        assertThat(script.get("/session").status()).isEqualTo(200);
        assertThat(script.post("/tokens", new JsonObject().put("name", "x")).type())
                .isEqualTo("auth/forbidden");
        var id = new CredentialId(made.json().getString("id"));
        assertThat(Running.await(api.sessions.alive(Set.of(id)))).containsExactly(id);

        var eve = api.browser();
        eve.signUp("eve@lab.org");
        assertThat(eve.send("DELETE", "/api/v1/tokens/" + id).type()).isEqualTo("account/token-not-found");
        assertThat(ada.send("DELETE", "/api/v1/tokens/" + id).status()).isEqualTo(204);
        assertThat(script.get("/session").type()).isEqualTo("auth/invalid-token");
        assertThat(Running.await(api.sessions.alive(Set.of(id)))).isEmpty();
    }

    @Test
    void personalTokensExpireAndAreFew() {
        var ada = api.browser();
        ada.signUp("ada@lab.org");
        int most = api.config.limits().tokensPerUser();
        for (int i = 0; i < most; i++) {
            assertThat(ada.post("/tokens", new JsonObject().put("name", "t" + i).put("expiresInDays", 1))
                            .status())
                    .isEqualTo(201);
        }
        var token = ada.get("/tokens").json().getJsonArray("items");
        assertThat(token).hasSize(most);
        assertThat(ada.post("/tokens", new JsonObject().put("name", "more")).type())
                .isEqualTo("quota/tokens");
        api.clock.advance(Duration.ofDays(1).plusSeconds(1));
        var again = api.browser();
        again.signIn("ada@lab.org", Browser.PASSWORD);
        assertThat(again.get("/tokens").json().getJsonArray("items")).isEmpty();
    }

    private Browser.Answer withAccess(String token) {
        var browser = api.browser();
        browser.cookies.put(accessCookie(), token);
        return browser.get("/session");
    }

    /** Named after the port that the browser asks. */
    private String accessCookie() {
        return "driftline_at_" + URI.create(api.origin()).getPort();
    }

    private void isInvalid(String token) {
        var answer = withAccess(token);
        assertThat(answer.type()).isEqualTo("auth/invalid-token");
        assertThat(answer.status()).isEqualTo(401);
    }

    private String signed(JsonObject header, JsonObject claims) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            var key = Base64.getUrlDecoder().decode(api.config.keys().session().value());
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            var text = base64(header) + "." + base64(claims);
            return text + "." + base64(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static JsonObject without(JsonObject json, String field) {
        var copy = json.copy();
        copy.remove(field);
        return copy;
    }

    private static JsonObject withoutInstance(Browser.Answer answer) {
        return without(answer.json(), "instance");
    }

    private static String base64(JsonObject json) {
        return base64(json.encode().getBytes(StandardCharsets.UTF_8));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
