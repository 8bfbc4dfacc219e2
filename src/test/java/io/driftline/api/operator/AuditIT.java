package io.driftline.api.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.driftline.testing.Stack;
import io.driftline.testing.StackExtension;
import io.driftline.testing.client.ApiUser;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What happened to accounts and rights is read by operators, in pages and as a whole. */
@ExtendWith(StackExtension.class)
class AuditIT {
    @Test
    void tellsWhoDidWhatWhenAndFromWhere(Stack stack) {
        var operator = ApiUser.operator(stack);
        var ada = ApiUser.signUp(stack);
        var script = ada.post("/tokens", new JsonObject().put("name", "script")).bodyAsJsonObject();
        ada.delete("/tokens/" + script.getString("id"));
        ApiUser.stranger(stack)
                .post("/session", new JsonObject().put("email", ada.email()).put("password", "not the one of ada"));

        var mine = "user=" + ada.id();
        await().untilAsserted(() ->
                assertThat(events(operator, mine)).containsExactly("token-revoked", "token-created", "sign-up"));
        var revoked = lines(operator, mine).get(0);
        assertThat(revoked.getString("email")).isEqualTo(ada.email());
        assertThat(revoked.getString("source")).isEqualTo("127.0.0.1");
        assertThat(revoked.getJsonObject("facts").getString("tokenId")).isEqualTo(script.getString("id"));
        assertThat(events(operator, mine + "&event=token-created&outcome=ok")).hasSize(1);
        assertThat(events(operator, mine + "&outcome=refused")).isEmpty();
        assertThat(events(operator, mine + "&until=" + revoked.getString("at")))
                .containsExactly("token-created", "sign-up");
        assertThat(events(operator, mine + "&since=" + revoked.getString("at"))).containsExactly("token-revoked");
        var account = lines(operator, mine + "&event=sign-up")
                .get(0)
                .getJsonObject("facts")
                .getString("account");
        await().until(() -> lines(operator, "event=sign-in&outcome=refused&source=127.0.0.1").stream()
                .anyMatch(line -> account.equals(line.getJsonObject("facts").getString("account"))
                        && line.getJsonObject("facts").getString("reason").equals("auth/invalid-credentials")));
    }

    @Test
    void goesPageByPageAndIsTakenAwayAsAWhole(Stack stack) {
        var operator = ApiUser.operator(stack);
        var ada = ApiUser.signUp(stack);
        for (int i = 0; i < 3; i++) {
            ada.post("/tokens", new JsonObject().put("name", "=cmd()"));
        }
        var mine = "user=" + ada.id();
        await().until(() -> lines(operator, mine).size() == 4);

        List<JsonObject> paged = new ArrayList<>();
        var page = page(operator, mine + "&limit=3");
        paged.addAll(items(page));
        page = page(operator, mine + "&limit=3&before=" + page.getLong("next"));
        paged.addAll(items(page));

        assertThat(page.getValue("next")).isNull();
        assertThat(paged).isEqualTo(lines(operator, mine));
        assertThat(operator.get("/admin/audit.jsonl?" + mine)
                        .bodyAsString()
                        .lines()
                        .map(JsonObject::new))
                .containsExactlyElementsOf(paged);
        var csv = operator.get("/admin/audit.csv?" + mine);
        assertThat(csv.getHeader("Content-Type")).startsWith("text/csv");
        var lines = csv.bodyAsString().split("\r\n");
        assertThat(lines).hasSize(5).startsWith("id,at,event,outcome,user,email,source,reason,facts");
        assertThat(lines[1])
                .startsWith(paged.get(0).getLong("id") + "," + paged.get(0).getString("at") + ",token-created,ok,"
                        + ada.id() + "," + ada.email() + ",127.0.0.1,,\"{");
    }

    @Test
    void isForOperators(Stack stack) {
        var ada = ApiUser.signUp(stack);
        for (var path : List.of("/admin/audit", "/admin/audit.csv", "/admin/audit.jsonl")) {
            assertThat(ada.get(path).statusCode()).as(path).isEqualTo(403);
        }
        var operator = ApiUser.operator(stack);
        for (var time :
                List.of("yesterday", "2016-12-31T23:59:60Z", "0000-01-01T00:00:00Z", "9999-12-31T23:59:59-23:59")) {
            assertThat(operator.get("/admin/audit?since=" + time).statusCode())
                    .as(time)
                    .isEqualTo(422);
        }
        assertThat(operator.get("/admin/audit?limit=501").statusCode()).isEqualTo(422);
    }

    private static List<String> events(ApiUser operator, String query) {
        return lines(operator, query).stream()
                .map(line -> line.getString("event"))
                .toList();
    }

    private static List<JsonObject> lines(ApiUser operator, String query) {
        return items(page(operator, query));
    }

    private static JsonObject page(ApiUser operator, String query) {
        var answer = operator.get("/admin/audit?" + query);
        assertThat(answer.statusCode()).as(answer.bodyAsString()).isEqualTo(200);
        return answer.bodyAsJsonObject();
    }

    private static List<JsonObject> items(JsonObject page) {
        return Objects.requireNonNull(page.getJsonArray("items"), "items").stream()
                .map(JsonObject.class::cast)
                .toList();
    }
}
