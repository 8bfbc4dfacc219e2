package io.driftline.api.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftline.api.Browser;
import io.driftline.api.TestApi;
import io.driftline.config.Config;
import io.driftline.testing.StackExtension;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Operators make operators; everybody else does not. */
@ExtendWith(StackExtension.class)
public final class RolesIT {
    private TestApi api;
    private Browser operator;

    @BeforeEach
    void start(Config config, Vertx vertx) {
        api = new TestApi(config, vertx);
        operator = signedUp("first@lab.org");
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void aRoleHoldsFromTheNextRequestOnForSessionsAndTokens() {
        var ada = signedUp("ada@lab.org");
        var script = script(ada);
        var id = user(operator, "ada@lab.org").getString("id");
        assertThat(ada.get("/admin/users").status()).isEqualTo(403);

        assertThat(give(operator, id, "operator").json().getString("role")).isEqualTo("operator");
        assertThat(ada.get("/admin/users").status()).isEqualTo(200);
        assertThat(script.get("/admin/users").status()).isEqualTo(200);

        assertThat(give(operator, id, "user").json().getString("role")).isEqualTo("user");
        assertThat(ada.get("/admin/users").type()).isEqualTo("auth/forbidden");
        assertThat(script.get("/admin/users").type()).isEqualTo("auth/forbidden");
    }

    @Test
    void everyChangeIsKeptWithWhoMadeIt() {
        signedUp("ada@lab.org");
        var id = user(operator, "ada@lab.org").getString("id");
        give(operator, id, "operator");
        give(operator, id, "operator");
        give(operator, id, "user");

        var history = items(operator.get("/admin/users").json(), "history");
        assertThat(history).extracting(change -> change.getString("role")).containsExactly("user", "operator");
        assertThat(history).allSatisfy(change -> {
            assertThat(change.getString("subject")).isEqualTo(id);
            assertThat(change.getString("user"))
                    .isEqualTo(user(operator, "first@lab.org").getString("id"));
            assertThat(change.getString("by")).isEqualTo("Ada");
        });
    }

    @Test
    void theLastOperatorStaysOne() {
        var first = user(operator, "first@lab.org").getString("id");
        assertThat(give(operator, first, "user").type()).isEqualTo("account/sole-operator");
        operator.with("Accept-Language", "zh");
        assertThat(give(operator, first, "user").json().getString("detail")).startsWith("否则将无人能管理本系统");

        signedUp("ada@lab.org");
        give(operator, user(operator, "ada@lab.org").getString("id"), "operator");
        assertThat(give(operator, first, "user").status()).isEqualTo(200);
        assertThat(operator.get("/admin/users").status()).isEqualTo(403);
    }

    @Test
    void anOperatorSignsAUserOutEverywhere() {
        var ada = signedUp("ada@lab.org");
        var script = script(ada);
        var eve = signedUp("eve@lab.org");
        var path = "/api/v1/admin/users/" + user(operator, "ada@lab.org").getString("id") + "/sign-out";
        assertThat(eve.send("POST", path).type()).isEqualTo("auth/forbidden");
        assertThat(script(operator).send("POST", path).type()).isEqualTo("auth/forbidden");
        assertThat(ada.get("/session").status()).isEqualTo(200);

        assertThat(operator.send("POST", path).status()).isEqualTo(204);
        assertThat(ada.get("/session").type()).isEqualTo("auth/expired");
        assertThat(script.get("/session").type()).isEqualTo("auth/invalid-token");
        assertThat(eve.get("/session").status()).isEqualTo(200);
        assertThat(operator.send("POST", "/api/v1/admin/users/" + "a".repeat(26) + "/sign-out")
                        .type())
                .isEqualTo("operator/user-not-found");
    }

    @Test
    void aTokenLooksButGivesNoRole() {
        var script = script(operator);
        signedUp("ada@lab.org");
        var id = user(script, "ada@lab.org").getString("id");

        assertThat(give(script, id, "operator").type()).isEqualTo("auth/forbidden");
        assertThat(user(operator, "ada@lab.org").getString("role")).isEqualTo("user");
    }

    @Test
    void refusesWhomAndWhatThereIsNot() {
        assertThat(give(operator, "a".repeat(26), "operator").type()).isEqualTo("operator/user-not-found");
        assertThat(give(operator, "nobody", "operator").type()).isEqualTo("operator/user-not-found");
        var own = user(operator, "first@lab.org").getString("id");
        assertThat(give(operator, own, "owner").status()).isEqualTo(422);
        assertThat(operator.get("/admin/users?after=nobody").status()).isEqualTo(404);
        assertThat(api.browser().get("/admin/users").status()).isEqualTo(401);
    }

    @Test
    void findsUsersByTheBeginningOfNameOrEmailAndPagesThroughAll() {
        for (int i = 0; i < 60; i++) {
            api.sql("INSERT INTO `user` (id, email, email_key, name, password_hash, role, created_at) VALUES ('"
                    + "b".repeat(24) + (char) ('a' + i / 26) + (char) ('a' + i % 26) + "', 'U" + i + "_x@lab.org', 'u"
                    + i
                    + "_x@lab.org', 'Grace " + i + "', '', 'USER', '2026-01-01')");
        }

        assertThat(found("GRACE 5")).hasSize(11);
        assertThat(found("u5_")).extracting(user -> user.getString("email")).containsExactly("U5_x@lab.org");
        assertThat(found("u_")).as("no pattern of its own").isEmpty();

        var pages = new ArrayList<JsonObject>();
        var page = operator.get("/admin/users").json();
        pages.addAll(items(page, "items"));
        assertThat(pages).hasSize(50);
        page = operator.get("/admin/users?after=" + page.getString("next")).json();
        pages.addAll(items(page, "items"));
        assertThat(page.getString("next")).isNull();
        assertThat(pages).extracting(user -> user.getString("id")).hasSize(61).doesNotHaveDuplicates();

        signedUp("ada+flu@lab.org");
        assertThat(found("ada+")).hasSize(1);
    }

    @Test
    void takesWhatIsSearchedForAsItWasSent() {
        api.sql("UPDATE `user` SET name = '100% \\\\ [true] %41'");

        assertThat(found("100%")).hasSize(1);
        assertThat(found("100% \\ [true] %41")).hasSize(1);
        for (var other : List.of("%", "100\\", "\\", "\"", "100%25", "100% \\ [true] A", "[true]", "{}")) {
            assertThat(found(other)).as(other).isEmpty();
        }
    }

    private List<JsonObject> found(String search) {
        var asked = URLEncoder.encode(search, StandardCharsets.UTF_8);
        return items(operator.get("/admin/users?search=" + asked).json(), "items");
    }

    public static JsonObject user(Browser asking, String email) {
        return items(asking.get("/admin/users?search=" + email).json(), "items").get(0);
    }

    public static Browser.Answer give(Browser who, String user, String role) {
        var body = new JsonObject().put("role", role).encode();
        return who.send("PUT", "/api/v1/admin/users/" + user + "/role", body, "application/json");
    }

    private Browser signedUp(String email) {
        var browser = api.browser();
        assertThat(browser.signUp(email).status()).isEqualTo(201);
        return browser;
    }

    private Browser script(Browser owner) {
        var token = owner.post(
                        "/tokens", new JsonObject().put("name", "script").put("scopes", new JsonArray().add("all")))
                .json()
                .getString("token");
        return api.browser().without("Origin").with("Authorization", "Bearer " + token);
    }

    private static List<JsonObject> items(JsonObject json, String name) {
        return json.getJsonArray(name).stream().map(JsonObject.class::cast).toList();
    }
}
