package io.driftline.api.answer;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.driftline.api.Browser;
import io.driftline.api.TestApi;
import io.driftline.config.Config;
import io.driftline.testing.StackExtension;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;

/** Each event is told once, with who, where from and what came of it, and with no secret. */
@ExtendWith(StackExtension.class)
final class SecurityLogIT {
    private static final String JOB = "a".repeat(26);
    private static final String WRONG = "canary of a wrong password";

    private final Logger logger = (Logger) LoggerFactory.getLogger("security");
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private TestApi api;

    @BeforeEach
    void start(Config config, Vertx vertx) {
        api = new TestApi(config, vertx);
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(lines);
        api.close();
    }

    @Test
    void tellsOfAnAccountsLifeOnceEachAndOfNoSecret() {
        var ada = api.browser();
        ada.signUp("ada@canary.org");
        String user = only("sign-up", "ok").getString("user");
        api.browser().signIn("ada@canary.org", WRONG);
        assertThat(only("sign-in", "refused").getString("reason")).isEqualTo("auth/invalid-credentials");
        ada.signIn("ada@canary.org", Browser.PASSWORD);
        var signedIn = only("sign-in", "ok");
        assertThat(signedIn.getString("user")).isEqualTo(user);
        assertThat(signedIn.getString("source")).isEqualTo("127.0.0.1");
        assertThat(signedIn.getString("operation")).isEqualTo("signIn");
        var token =
                ada.post("/tokens", new JsonObject().put("name", "a script")).json();
        assertThat(only("token-created", "ok").getString("tokenId")).isEqualTo(token.getString("id"));
        ada.send("DELETE", "/api/v1/tokens/" + token.getString("id"));
        assertThat(only("token-revoked", "ok").getString("tokenId")).isEqualTo(token.getString("id"));
        ada.send("DELETE", "/api/v1/session");
        assertThat(only("sign-out", "ok").getString("user")).isEqualTo(user);

        var secrets = new ArrayList<>(List.of(Browser.PASSWORD, WRONG, "ada@canary.org", token.getString("token")));
        secrets.addAll(signedInSecrets(ada));
        assertThat(told()).allSatisfy(line -> assertThat(line).doesNotContain(secrets));
        assertThat(told()).hasSize(6);
    }

    @Test
    void tellsOfRefusalsByReason() {
        var operator = api.browser();
        operator.signUp("ada@canary.org");
        var eve = api.browser();
        eve.signUp("eve@canary.org");
        var refused = eve.get("/admin/users");
        var line = only("access-refused", "refused");
        assertThat(line.getString("reason")).isEqualTo("auth/forbidden");
        assertThat(line.getString("request")).isEqualTo(refused.json().getString("instance"));
        eve.send("DELETE", "/api/v1/tokens/aaaaaaaaaaaaaaaaaaaaaaaaaa");
        assertThat(only("token-revoked", "refused").getString("reason")).isEqualTo("account/token-not-found");
        operator.send("POST", "/api/v1/admin/users/aaaaaaaaaaaaaaaaaaaaaaaaaa/sign-out");
        assertThat(only("user-signed-out", "refused").getString("reason")).isEqualTo("operator/user-not-found");
        api.browser().with("Origin", "https://evil.example").signIn("ada@canary.org", Browser.PASSWORD);
        assertThat(only("origin-refused", "refused").getString("path")).isEqualTo("/api/v1/session");
        api.browser().with("Authorization", "Bearer dl_x_y").without("Origin").get("/jobs");
        Awaitility.await().untilAsserted(() -> assertThat(all("access-refused", "refused"))
                .extracting(each -> each.getString("reason"))
                .containsExactly("auth/forbidden", "auth/invalid-token"));
        api.browser().get("/session");
        for (int i = 0; i < 6; i++) {
            api.browser().signIn("ada@canary.org", WRONG);
        }
        Awaitility.await().untilAsserted(() -> assertThat(all("sign-in", "refused"))
                .extracting(each -> each.getString("reason"))
                .hasSize(6)
                .endsWith("auth/throttled"));
        assertThat(told()).hasSize(13);
    }

    @Test
    void tellsOfRolesDeletionsSharesAndModels() {
        var operator = api.browser();
        operator.signUp("ada@canary.org");
        var eve = api.browser();
        eve.signUp("eve@canary.org");
        Awaitility.await().until(() -> all("sign-up", "ok").size() == 2);
        String user = all("sign-up", "ok").get(1).getString("user");

        operator.send("PUT", "/api/v1/admin/users/" + user + "/role", "{\"role\":\"operator\"}", "application/json");
        assertThat(only("role-changed", "ok").getMap())
                .containsEntry("userId", user)
                .containsEntry("role", "operator");
        eve.send("DELETE", "/api/v1/jobs/" + JOB);
        assertThat(only("job-deleted", "ok").getMap())
                .containsEntry("user", user)
                .containsEntry("jobId", JOB);
        eve.send("POST", "/api/v1/jobs/" + JOB + "/share");
        assertThat(only("result-shared", "ok").getString("jobId")).isEqualTo(JOB);
        eve.send("DELETE", "/api/v1/jobs/" + JOB + "/share");
        assertThat(only("share-revoked", "ok").getString("jobId")).isEqualTo(JOB);
        for (var act : List.of("9/activate", "9/retire", "rollback")) {
            eve.send("POST", "/api/v1/admin/models/nothing/" + act);
        }
        for (var event : List.of("model-activated", "model-retired", "model-rolled-back")) {
            assertThat(only(event, "refused").getMap())
                    .containsEntry("user", user)
                    .containsEntry("name", "nothing");
        }
        eve.post("/account/deletion", new JsonObject().put("currentPassword", Browser.PASSWORD));
        assertThat(only("account-deleted", "ok").getString("user")).isEqualTo(user);
        assertThat(told()).hasSize(10);
    }

    @Test
    void whatIsSentForgesNoLine() {
        api.browser().get("/jobs%0a%7B%22event%22:%22sign-in%22%7D");
        api.browser().signIn("a\n{\"event\":\"role-changed\"}", WRONG);

        only("sign-in", "refused");
        assertThat(told()).hasSize(1).allSatisfy(line -> assertThat(line).doesNotContain("\n", "role-changed"));
    }

    private static List<String> signedInSecrets(Browser browser) {
        return browser.cookies.values().stream().toList();
    }

    /** The one line of this event and outcome, once it has been written. */
    private JsonObject only(String event, String outcome) {
        Awaitility.await().untilAsserted(() -> assertThat(all(event, outcome)).hasSize(1));
        return all(event, outcome).get(0);
    }

    private List<JsonObject> all(String event, String outcome) {
        return told().stream()
                .map(JsonObject::new)
                .filter(line -> event.equals(line.getString("event")) && outcome.equals(line.getString("outcome")))
                .toList();
    }

    private List<String> told() {
        return List.copyOf(lines.list).stream()
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }
}
