package io.driftline.api.caller;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.driftline.accounts.credentials.Scope;
import io.driftline.api.Browser;
import io.driftline.api.TestApi;
import io.driftline.api.server.Contract;
import io.driftline.config.Config;
import io.driftline.testing.StackExtension;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A personal token may do what its scopes say, of every operation there is, and nothing else. */
@ExtendWith(StackExtension.class)
class ScopesIT {
    private TestApi api;
    private Browser operator;

    @BeforeEach
    void start(Config config, Vertx vertx) {
        api = new TestApi(config, vertx);
        operator = api.browser();
        operator.signUp("ada@lab.org");
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @ParameterizedTest
    @EnumSource(Scope.class)
    void ofEveryOperationATokenMayDoWhatTheContractSays(Scope scope) throws IOException {
        var script = script(create(operator, scope.label()));
        var wrong = new ArrayList<String>();
        int refused = 0;
        for (var path : contract().getJsonObject("paths")) {
            for (var operation : (JsonObject) path.getValue()) {
                var security = ((JsonObject) operation.getValue())
                        .getJsonArray("security", contract().getJsonArray("security"));
                var answer = script.send(
                        operation.getKey().toUpperCase(Locale.ROOT),
                        "/api/v1" + path.getKey().replaceAll("\\{\\w+}", "none"),
                        "{}",
                        "application/json");
                var expected = refusal(security, scope);
                var type = answer.status() == 403 ? answer.type() : "";
                refused += expected.isEmpty() ? 0 : 1;
                if (!type.equals(expected)) {
                    wrong.add(operation.getKey() + " " + path.getKey() + ": " + answer.status() + " " + type);
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(refused).isPositive();
    }

    /** The problem that a token with this scope alone is to meet; empty if it may. */
    private static String refusal(JsonArray security, Scope scope) {
        if (security.isEmpty()) {
            return "";
        }
        return security.stream()
                .map(JsonObject.class::cast)
                .filter(alternative -> alternative.containsKey("token"))
                .map(alternative -> alternative.getJsonArray("token").getList())
                .map(needed -> needed.isEmpty() || scope == Scope.ALL || needed.contains(scope.label())
                        ? ""
                        : "auth/missing-scope")
                .findFirst()
                .orElse("auth/forbidden");
    }

    @Test
    void theRefusalNamesWhatIsMissing() {
        var script = script(create(operator, "jobs:read"));

        var refusal = script.send("DELETE", "/api/v1/jobs/any");

        assertThat(refusal.status()).isEqualTo(403);
        assertThat(refusal.json().getString("detail")).contains("jobs:write");
        assertThat(script.with("Accept-Language", "zh")
                        .send("DELETE", "/api/v1/jobs/any")
                        .json()
                        .getString("detail"))
                .contains("jobs:write", "权限");
    }

    @Test
    void aTokenSaysWhatItMayDoAndHasTheUsualScopesIfNothingElseIsAsked() {
        var usual = operator.post("/tokens", new JsonObject().put("name", "usual"));
        create(operator, "models:admin", "jobs:read");

        assertThat(usual.json().getJsonArray("scopes")).containsExactly("jobs:read", "jobs:write");
        assertThat(operator.get("/tokens").json().getJsonArray("items"))
                .extracting(token -> ((JsonObject) token).getJsonArray("scopes").getList())
                .contains(List.of("jobs:read", "models:admin"));
    }

    @Test
    void onlyOperatorsMakeTokensForModels() {
        var user = api.browser();
        user.signUp("eve@lab.org");

        assertThat(user.post("/tokens", wanted("models:admin")).type()).isEqualTo("auth/forbidden");
        assertThat(user.post("/tokens", wanted("nonsense")).status()).isEqualTo(422);
    }

    @Test
    void aTokenFromBeforeThereWereScopesMayDoAll() {
        var script = script(create(operator, "jobs:read"));
        api.sql("UPDATE token SET scopes = DEFAULT");

        assertThat(script.get("/tokens").status()).isEqualTo(200);
        assertThat(script.send("DELETE", "/api/v1/jobs/any").status()).isEqualTo(200);
    }

    @Test
    void strangersReadTheCatalogueAndNothingOfAnybodys() {
        assertThat(api.browser().get("/models").status()).isEqualTo(200);
        assertThat(api.browser().get("/jobs").status()).isEqualTo(401);
    }

    @Test
    void theStreamTakesATokenThatMayRead() {
        assertThat(script(create(operator, "jobs:write")).get("/stream").type()).isEqualTo("auth/missing-scope");
    }

    private Browser script(String token) {
        return api.browser().without("Origin").with("Authorization", "Bearer " + token);
    }

    private static String create(Browser owner, String... scopes) {
        return owner.post("/tokens", wanted(scopes)).json().getString("token");
    }

    private static JsonObject wanted(String... scopes) {
        return new JsonObject().put("name", "script").put("scopes", new JsonArray(List.of(scopes)));
    }

    private static JsonObject contract() throws IOException {
        return new JsonObject(
                new YAMLMapper().readValue(Contract.text().getBytes(), new TypeReference<Map<String, Object>>() {}));
    }
}
