package io.driftline.api.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftline.testing.Stack;
import io.driftline.testing.StackExtension;
import io.driftline.testing.client.ApiUser;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an operator lets one user have, and what that user meets. */
@ExtendWith(StackExtension.class)
class UserLimitsIT {
    @Test
    void aUserBeyondTheirDayIsToldHowManyAndWhenAgain(Stack stack) {
        var operator = ApiUser.operator(stack);
        var ada = ApiUser.signUp(stack);
        var two = ada.example("h3n2-variant");
        assertThat(usage(ada).getValue("pairsToday")).isNull();
        assertThat(limit(operator, ada.id(), 1L, null).statusCode()).isEqualTo(200);
        ada.submit(two);

        var refused = submit(ada, two, "en");

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.bodyAsJsonObject().getString("type")).isEqualTo("urn:problem:quota/pairs");
        assertThat(refused.bodyAsJsonObject().getString("detail"))
                .startsWith(
                        "This prediction has 1 pair, and of 1 a day you have used 1. The next day begins at 00:00 UTC");
        assertThat(Integer.parseInt(refused.getHeader("Retry-After"))).isBetween(0, 86_400);
        assertThat(submit(ada, two, "zh").bodyAsJsonObject().getString("detail"))
                .startsWith("本次预测有 1 对");
        assertThat(usage(ada).getJsonObject("pairsToday"))
                .isEqualTo(new JsonObject().put("used", 1).put("allowed", 1));

        limit(operator, ada.id(), null, null);
        assertThat(submit(ada, two, "en").statusCode()).isEqualTo(202);
    }

    @Test
    void anOperatorReadsWhatTheySet(Stack stack) {
        var operator = ApiUser.operator(stack);
        var ada = ApiUser.signUp(stack);
        var wanted =
                new JsonObject().put("pairsPerDay", 7).put("storedBytes", 8).put("retentionDays", 9);
        assertThat(limits(operator, ada.id(), wanted).bodyAsJsonObject()).isEqualTo(wanted);
        assertThat(operator.get("/admin/users/" + ada.id() + "/limits").bodyAsJsonObject())
                .isEqualTo(wanted);
        assertThat(usage(ada).getJsonObject("storedBytes").getLong("allowed")).isEqualTo(8);

        assertThat(limit(operator, "a".repeat(26), 1L, null).statusCode()).isEqualTo(404);
        assertThat(limit(operator, ada.id(), 0L, null).statusCode()).isEqualTo(422);
        assertThat(limit(ada, ada.id(), 100L, null).statusCode()).isEqualTo(403);
        assertThat(limits(operator, ada.id(), new JsonObject().put("retentionDays", 0))
                        .statusCode())
                .isEqualTo(422);
        assertThat(ada.get("/admin/users/" + ada.id() + "/limits").statusCode()).isEqualTo(403);
    }

    @Test
    void anOperatorSeesWhatAUserHasOfWhatIsAllowed(Stack stack) {
        var operator = ApiUser.operator(stack);
        var ada = ApiUser.signUp(stack);
        limit(operator, ada.id(), 5L, null);
        ada.submit(ada.example("h3n2-variant"));

        var seen = operator.get("/admin/users/" + ada.id() + "/usage");

        assertThat(seen.bodyAsJsonObject()).isEqualTo(usage(ada));
        assertThat(seen.bodyAsJsonObject().getJsonObject("pairsToday"))
                .isEqualTo(new JsonObject().put("used", 1).put("allowed", 5));
        assertThat(seen.bodyAsJsonObject().getJsonObject("jobs").getLong("used"))
                .isEqualTo(1);
        assertThat(ada.get("/admin/users/" + ada.id() + "/usage").statusCode()).isEqualTo(403);
        for (var nobody : List.of("a".repeat(26), "nobody")) {
            assertThat(operator.get("/admin/users/" + nobody + "/usage").statusCode())
                    .as(nobody)
                    .isEqualTo(404);
        }
    }

    @Test
    void forHowLongResultsAreKeptIsSaidWhereverItIsSaid(Stack stack) {
        var operator = ApiUser.operator(stack);
        var ada = ApiUser.signUp(stack);
        var job = ada.awaitEnd(ada.submit(ada.example("h3n2-variant")));
        var common = Duration.ofDays(days(ada));
        assertThat(kept(job)).isEqualTo(common);

        limits(operator, ada.id(), new JsonObject().put("retentionDays", 400));

        assertThat(kept(ada.get("/jobs/" + job.getString("id")).bodyAsJsonObject()))
                .isEqualTo(Duration.ofDays(400));
        assertThat(kept(ada.get("/jobs")
                        .bodyAsJsonObject()
                        .getJsonArray("items")
                        .getJsonObject(0)))
                .isEqualTo(Duration.ofDays(400));
        assertThat(days(ada)).isEqualTo(400);
        assertThat(usage(ada).getLong("retentionDays")).isEqualTo(400);
        assertThat(days(ApiUser.stranger(stack))).isEqualTo(common.toDays());
        assertThat(days(operator)).isEqualTo(common.toDays());
    }

    private static long days(ApiUser user) {
        return user.get("/limits").bodyAsJsonObject().getLong("retentionDays");
    }

    private static Duration kept(JsonObject job) {
        return Duration.between(job.getInstant("finishedAt"), job.getInstant("expiresAt"));
    }

    private static JsonObject usage(ApiUser user) {
        return user.get("/usage").bodyAsJsonObject();
    }

    private static HttpResponse<Buffer> submit(ApiUser user, String sequences, String language) {
        var body = user.submission(sequences).toBuffer();
        return user.send(HttpMethod.POST, "/jobs", body, Map.of("Accept-Language", language));
    }

    private static HttpResponse<Buffer> limit(
            ApiUser operator, String user, @Nullable Long pairs, @Nullable Long bytes) {
        var body = new JsonObject();
        if (pairs != null) {
            body.put("pairsPerDay", pairs);
        }
        if (bytes != null) {
            body.put("storedBytes", bytes);
        }
        return limits(operator, user, body);
    }

    private static HttpResponse<Buffer> limits(ApiUser operator, String user, JsonObject body) {
        return operator.send(HttpMethod.PUT, "/admin/users/" + user + "/limits", body.toBuffer(), Map.of());
    }
}
