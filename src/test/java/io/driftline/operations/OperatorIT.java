package io.driftline.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.driftline.testing.Stack;
import io.driftline.testing.StackExtension;
import io.driftline.testing.client.ApiUser;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What operators are told of the installation, against what really happens in it. */
@ExtendWith(StackExtension.class)
class OperatorIT {
    @Test
    void theOverviewTellsWhatServersAndWorkersSayOfThemselves(Stack stack) {
        var operator = ApiUser.operator(stack);

        await().untilAsserted(() -> {
            var dependencies = overview(operator).getJsonObject("dependencies");
            assertThat(dependencies.fieldNames()).containsExactlyInAnyOrder("database", "redis", "broker");
            for (var name : dependencies.fieldNames()) {
                var state = dependencies.getJsonObject(name);
                assertThat(state.getBoolean("up")).as(name).isTrue();
                assertThat(state.getDouble("latencyMillis")).isPositive();
            }
            assertThat(dependencies.getJsonObject("database").getString("version"))
                    .matches("\\d+\\..*");
            assertThat(dependencies.getJsonObject("redis").getString("version")).matches("\\d+\\..*");
            assertThat(dependencies.getJsonObject("redis").getLong("memoryBytes"))
                    .isPositive();
            assertThat(dependencies.getJsonObject("broker").getLong("statusMessages"))
                    .isNotNegative();

            var worker = overview(operator).getJsonArray("workers").getJsonObject(0);
            assertThat(worker.getBoolean("reachable")).isTrue();
            assertThat(worker.getJsonArray("models")).isNotEmpty();
            assertThat(worker.getJsonObject("load").getInteger("slots")).isPositive();
            assertThat(worker.getJsonObject("load").getLong("memoryBytes")).isGreaterThan(10_000_000);
        });
    }

    @Test
    void theOverviewCountsJobsAndTellsWhyOnesFailedButNotWhatTheyWereGiven(Stack stack) {
        var operator = ApiUser.operator(stack);
        var user = ApiUser.signUp(stack);
        var before = ended(overview(operator), "SUCCEEDED");
        user.awaitEnd(user.submit(user.example("h3n2-variant")));
        var bad = user.submit(
                ">A/secret-name/1\n" + "ACGTTAAC".repeat(80) + "\n>A/secret-name/2\n" + "ACGTTAAC".repeat(80));
        assertThat(user.awaitEnd(bad).getString("state")).isEqualTo("FAILED");

        var overview = await().until(
                        () -> overview(operator),
                        now -> ended(now, "SUCCEEDED") > before
                                && failure(now, bad).isPresent());
        assertThat(ended(overview, "FAILED")).isPositive();
        var failure = failure(overview, bad).orElseThrow();
        assertThat(failure.getString("type"))
                .isEqualTo(user.job(bad).getJsonObject("problem").getString("type"));
        assertThat(overview.encode()).doesNotContain("secret-name");
    }

    @Test
    void viewsAndLikesAreCountedByDay(Stack stack) {
        var operator = ApiUser.operator(stack);
        var id = operator.submission("").getLong("modelId");
        int views = counted(operator, id, "views");
        int likes = counted(operator, id, "likes");

        operator.get("/models/" + id);
        operator.get("/models/" + id);
        like(operator, id);
        like(operator, id);
        var leaver = ApiUser.signUp(stack);
        like(leaver, id);
        leaver.post("/account/deletion", new JsonObject().put("currentPassword", ApiUser.PASSWORD));

        assertThat(counted(operator, id, "views")).isEqualTo(views + 2);
        assertThat(counted(operator, id, "likes"))
                .as("one like stays, however often it is given; that of a deleted account goes")
                .isEqualTo(likes + 1);
        operator.delete("/models/" + id + "/like");
        assertThat(counted(operator, id, "likes")).isEqualTo(likes);
    }

    @Test
    void isForOperatorsOnly(Stack stack) {
        ApiUser.operator(stack);
        var user = ApiUser.signUp(stack);
        var paths = List.of("/admin/overview", "/admin/use", "/admin/users", "/admin/models", "/admin/dead-letters");
        for (var path : paths) {
            assertThat(user.get(path).statusCode()).as(path).isEqualTo(403);
            assertThat(ApiUser.stranger(stack).get(path).statusCode()).as(path).isEqualTo(401);
        }
    }

    private static JsonObject overview(ApiUser operator) {
        return operator.get("/admin/overview").bodyAsJsonObject();
    }

    private static Optional<JsonObject> failure(JsonObject overview, String job) {
        return overview.getJsonArray("failures").stream()
                .map(JsonObject.class::cast)
                .filter(each -> job.equals(each.getString("job")))
                .findFirst();
    }

    private static long ended(JsonObject overview, String state) {
        return overview.getJsonObject("jobs").getJsonObject("ended").getLong(state);
    }

    private static void like(ApiUser user, long model) {
        user.send(HttpMethod.PUT, "/models/" + model + "/like", null, Map.of());
    }

    /** Of the last days together, for a day may end while one looks. */
    private static int counted(ApiUser operator, long model, String what) {
        return operator.get("/admin/use?days=7").bodyAsJsonObject().getJsonArray("items").stream()
                .map(JsonObject.class::cast)
                .filter(each -> each.getLong("id") == model)
                .flatMap(each -> each.getJsonArray("days").stream().map(JsonObject.class::cast))
                .mapToInt(day -> day.getInteger(what))
                .sum();
    }
}
