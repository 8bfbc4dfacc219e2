package io.driftline.api.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftline.api.Browser;
import io.driftline.api.TestApi;
import io.driftline.config.Config;
import io.driftline.embedded.FreePort;
import io.driftline.testing.StackExtension;
import io.driftline.testing.TestConfig;
import io.driftline.testing.backends.MailServer;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import jakarta.mail.MessagingException;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Letters with links, and what nobody learns from asking for one. */
@ExtendWith(StackExtension.class)
final class MailIT {
    private static final String FRESH = "nine herons at low water";

    private final MailServer mail = new MailServer(false);
    private Config config;
    private Vertx vertx;
    private TestApi api;
    private Browser operator;

    @BeforeEach
    void wire(Config servers, Vertx theirs) {
        config = servers;
        vertx = theirs;
        start(mail.settings(FreePort.find(), "none"));
    }

    private void start(Map<String, String> values) {
        var settings = TestConfig.of(values);
        api = new TestApi(config.with(settings.server(), settings.accounts()), vertx);
        operator = api.browser();
        operator.signUp("ada@lab.org");
    }

    private void restart(Map<String, String> values) {
        api.close();
        start(values);
    }

    @AfterEach
    void stop() {
        api.close();
        mail.close();
    }

    @Test
    void aLetterToTheAccountsAddressReplacesAPasswordOnce() throws MessagingException {
        api.browser().signUp("Eve@lab.org");
        assertThat(forget("eve@LAB.org", "en").status()).isEqualTo(204);
        assertThat(mail.awaits(1)).isTrue();
        var letter = mail.letters().get(0);
        assertThat(letter.getAllRecipients()).extracting(Object::toString).containsExactly("Eve@lab.org");
        assertThat(letter.getFrom()).extracting(Object::toString).containsExactly("driftline@lab.org");
        assertThat(letter.getSubject()).isEqualTo("A new password for Driftline");
        assertThat(MailServer.text(letter)).contains("within 1 hour");
        var link = MailServer.link(letter);
        assertThat(link).startsWith(api.origin() + "/reset#code=");

        var use = new JsonObject().put("code", link.replaceFirst(".*=", "")).put("password", FRESH);
        assertThat(api.browser().post("/account/password-reset", use).status()).isEqualTo(204);
        assertThat(api.browser().post("/account/password-reset", use).status()).isEqualTo(404);
        assertThat(api.browser().signIn("eve@lab.org", FRESH).status()).isEqualTo(200);
        assertThat(api.browser().signIn("eve@lab.org", Browser.PASSWORD).status())
                .isEqualTo(401);
    }

    @Test
    void theLinkHoldsForAnHour() {
        forget("ada@lab.org", "zh-CN");
        assertThat(mail.awaits(1)).isTrue();
        var letter = mail.letters().get(0);
        assertThat(MailServer.text(letter)).contains("1 小时");
        api.clock.advance(Duration.ofMinutes(61));
        var use = new JsonObject()
                .put("code", MailServer.link(letter).replaceFirst(".*=", ""))
                .put("password", FRESH);
        assertThat(api.browser().post("/account/password-reset", use).status()).isEqualTo(404);
    }

    @Test
    void whoAsksLearnsNothingOfWhetherThereIsAnAccount() {
        api.sql("INSERT INTO `user` (id, email, email_key, name, password_hash, role, created_at) VALUES ('"
                + "b".repeat(26) + "', 'bob@lab.org', 'bob@lab.org', 'Bob', 'none', 'USER', UTC_TIMESTAMP(3))");
        for (var address : new String[] {"nobody@lab.org", "bob@lab.org", "no address", "ada@lab.org"}) {
            var answer = forget(address, "en");
            assertThat(answer.status()).isEqualTo(204);
            assertThat(answer.raw().body()).isEmpty();
        }
        assertThat(mail.awaits(1)).isTrue();
        for (var address : new String[] {"nobody@lab.org", "ada@lab.org"}) {
            forget(address, "en");
            forget(address, "en");
            var refused = forget(address, "en");
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.type()).isEqualTo("auth/throttled");
        }
        assertThat(mail.awaits(3)).isTrue();
        assertThat(mail.letters()).allSatisfy(letter -> assertThat(letter.getAllRecipients())
                .extracting(Object::toString)
                .containsExactly("ada@lab.org"));
    }

    @Test
    void anAddressIsNoPlaceForASecondRecipient() {
        forget("ada@lab.org\r\nBcc: eve@evil.example", "en");
        var invited = operator.post(
                "/admin/invitations", new JsonObject().put("email", "eve@lab.org\r\nBcc: eve@evil.example"));
        assertThat(invited.status()).isEqualTo(422);
        assertThat(invited.json().encode()).contains("/email");
        assertThat(mail.letters()).isEmpty();
    }

    @Test
    void anInvitationIsSentAndLetsInOnce() throws MessagingException {
        var values = mail.settings(FreePort.find(), "none");
        values.put("accounts.registration", "invitation");
        restart(values);
        var made = operator.post("/admin/invitations", new JsonObject().put("email", "eve@lab.org"));
        assertThat(made.status()).as(made.raw().body()).isEqualTo(201);
        assertThat(mail.awaits(1)).isTrue();
        var letter = mail.letters().get(0);
        assertThat(letter.getAllRecipients()).extracting(Object::toString).containsExactly("eve@lab.org");
        assertThat(MailServer.text(letter)).contains("within 7 days");
        assertThat(MailServer.link(letter))
                .isEqualTo(api.origin() + "/signup#invitation=" + made.json().getString("code"));
    }

    @Test
    void nothingIsSentUnprotectedNorToAStrangersServerAndNobodyIsInvited() {
        restart(mail.settings(FreePort.find(), "starttls"));
        isNotInvited();
        assertThat(mail.letters()).isEmpty();
        try (var stranger = new MailServer(true)) {
            restart(stranger.settings(FreePort.find(), "tls"));
            isNotInvited();
            assertThat(stranger.letters()).isEmpty();
        }
    }

    private void isNotInvited() {
        var refused = operator.post("/admin/invitations", new JsonObject().put("email", "eve@lab.org"));
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.type()).isEqualTo("service/mail-unavailable");
        Awaitility.await().untilAsserted(() -> assertThat(api.count("SELECT COUNT(*) FROM invitation"))
                .isZero());
    }

    @Test
    void withoutMailThereIsNone() {
        restart(Map.of());
        assertThat(api.browser().get("/service").json().getBoolean("mail")).isFalse();
        assertThat(forget("ada@lab.org", "en").status()).isEqualTo(404);
        var invited = operator.post("/admin/invitations", new JsonObject().put("email", "eve@lab.org"));
        assertThat(invited.status()).isEqualTo(422);
    }

    private Browser.Answer forget(String email, String language) {
        return api.browser()
                .with("Accept-Language", language)
                .post("/account/forgotten-password", new JsonObject().put("email", email));
    }
}
