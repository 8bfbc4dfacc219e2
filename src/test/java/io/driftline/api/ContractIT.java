package io.driftline.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftline.testing.ApiUser;
import io.driftline.testing.Contracts;
import io.driftline.testing.Stack;
import io.driftline.testing.StackExtension;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Real answers have the form that {@code openapi.yaml} documents, and no field that it does not. */
@ExtendWith(StackExtension.class)
class ContractIT {
    @Test
    void servesTheContractToEverybody(Stack stack) {
        var answer = ApiUser.stranger(stack).get("/openapi.yaml");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.getHeader("Content-Type")).isEqualTo("application/yaml");
        assertThat(contract(stack).getString("openapi")).isEqualTo("3.1.0");
    }

    @Test
    void answersOfAJobAreAsDocumented(Stack stack) {
        var contract = contract(stack);
        var user = ApiUser.signUp(stack);
        var accepted = user.post("/jobs", user.submission(user.example("h3n2-variant")));
        isAsDocumented(contract, "/jobs", "post", 202, accepted);
        var job = accepted.bodyAsJsonObject().getString("id");
        isAsDocumented(contract, "/jobs/{jobId}", "get", 200, user.get("/jobs/" + job));
        user.awaitEnd(job);

        isAsDocumented(contract, "/jobs/{jobId}", "get", 200, user.get("/jobs/" + job));
        isAsDocumented(contract, "/jobs/{jobId}/result.json", "get", 200, user.get("/jobs/" + job + "/result.json"));
        isAsDocumented(contract, "/jobs", "get", 200, user.get("/jobs"));
    }

    @Test
    void answersOfAJobOfManyPairsAreAsDocumented(Stack stack) {
        var contract = contract(stack);
        var user = ApiUser.signUp(stack);
        var submission = user.submission(user.example("h3n2-variant"))
                .put("mode", "query")
                .put("references", "panel");
        var job = user.post("/jobs", submission).bodyAsJsonObject().getString("id");
        user.awaitEnd(job);

        isAsDocumented(contract, "/jobs/{jobId}", "get", 200, user.get("/jobs/" + job));
        isAsDocumented(contract, "/jobs/{jobId}/result.json", "get", 200, user.get("/jobs/" + job + "/result.json"));
        isAsDocumented(contract, "/jobs/{jobId}/rows", "get", 200, user.get("/jobs/" + job + "/rows?limit=3"));
        var pair = user.post(
                "/jobs/" + job + "/pairs", new JsonObject().put("recordA", 1).put("recordB", 2));
        isAsDocumented(contract, "/jobs/{jobId}/pairs", "post", 202, pair);
    }

    @Test
    void answersOfTheCatalogueAreAsDocumented(Stack stack) {
        var contract = contract(stack);
        var user = ApiUser.signUp(stack);
        var model = user.submission("").getLong("modelId");
        isAsDocumented(contract, "/models", "get", 200, user.get("/models"));
        isAsDocumented(contract, "/models/{modelId}", "get", 200, user.get("/models/" + model));
        isAsDocumented(contract, "/encodings", "get", 200, user.get("/encodings"));
        isAsDocumented(contract, "/examples", "get", 200, user.get("/examples"));
        isAsDocumented(contract, "/limits", "get", 200, user.get("/limits"));
        isAsDocumented(contract, "/service", "get", 200, user.get("/service"));
        isAsDocumented(contract, "/queue", "get", 200, user.get("/queue"));
        isAsDocumented(contract, "/queue", "get", 200, ApiUser.stranger(stack).get("/queue"));
        isAsDocumented(contract, "/panel", "get", 200, user.get("/panel"));
    }

    private static JsonObject contract(Stack stack) {
        return Contracts.closed(Contracts.served(stack, "openapi.yaml"));
    }

    private static void isAsDocumented(
            JsonObject contract, String path, String method, int status, HttpResponse<Buffer> answer) {
        assertThat(answer.statusCode()).as(path).isEqualTo(status);
        var schema = contract.getJsonObject("paths")
                .getJsonObject(path)
                .getJsonObject(method)
                .getJsonObject("responses")
                .getJsonObject(Integer.toString(status))
                .getJsonObject("content")
                .getJsonObject("application/json")
                .getJsonObject("schema");
        Contracts.isAsDocumented(contract, schema, answer.bodyAsJsonObject(), path);
    }
}
