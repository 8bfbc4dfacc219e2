package io.driftline.api.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftline.testing.Contracts;
import io.driftline.testing.Stack;
import io.driftline.testing.StackExtension;
import io.driftline.testing.client.ApiUser;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.json.pointer.JsonPointer;
import io.vertx.ext.web.client.HttpResponse;
import java.util.stream.Stream;
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
    void answersOfAJobThatFailedAreAsDocumented(Stack stack) {
        var contract = contract(stack);
        var user = ApiUser.signUp(stack);
        var submission = user.submission(user.example("problems"));
        var check = new JsonObject().put("sequences", submission.getString("sequences"));
        isAsDocumented(contract, "/checks", "post", 200, user.post("/checks", check));
        var job = user.post("/jobs", submission).bodyAsJsonObject().getString("id");
        assertThat(user.awaitEnd(job).getString("state")).isEqualTo("FAILED");

        var read = user.get("/jobs/" + job);
        isAsDocumented(contract, "/jobs/{jobId}", "get", 200, read);
        assertThat(read.bodyAsJsonObject().getJsonObject("problem").getInteger("status"))
                .isEqualTo(422);
        isAsDocumented(contract, "/jobs/{jobId}/events", "get", 200, user.get("/jobs/" + job + "/events"));
    }

    /** And lists that are not empty, for the documented bodies have filled them. */
    @Test
    void everyReadingThatNeedsNoChoiceIsAsDocumented(Stack stack) {
        var contract = contract(stack);
        var operator = ApiUser.operator(stack);
        var offered = operator.submission("");
        var model = offered.getLong("modelId");
        assertThat(operator.post("/tokens", body(contract, "/tokens")).statusCode())
                .isEqualTo(201);
        isAsDocumented(contract, "/checks", "post", 200, operator.post("/checks", body(contract, "/checks")));
        var submission =
                body(contract, "/jobs").put("modelId", model).put("encodingId", offered.getString("encodingId"));
        isAsDocumented(contract, "/jobs", "post", 202, operator.post("/jobs", submission));

        var readings = operations(contract).filter(ContractIT::needsNoChoice).toList();
        assertThat(readings)
                .extracting(Operation::path)
                .contains("/session", "/tokens", "/models", "/limits", "/jobs", "/queue", "/admin/overview");
        readings.forEach(each -> isAsDocumented(contract, each.path(), "get", 200, operator.get(each.path())));
        isAsDocumented(contract, "/models/{modelId}", "get", 200, operator.get("/models/" + model));
        isAsDocumented(contract, "/queue", "get", 200, ApiUser.stranger(stack).get("/queue"));
    }

    @Test
    void everyBodyHasAnExampleThatItsSchemaAccepts(Stack stack) {
        var contract = contract(stack);
        var taking = operations(contract).filter(each -> !each.body().isEmpty()).toList();
        assertThat(taking)
                .extracting(Operation::path)
                .contains("/users", "/session", "/tokens", "/checks", "/jobs", "/admin/users/{userId}/role");
        taking.forEach(each ->
                Contracts.isAsDocumented(contract, each.body().getJsonObject("schema"), each.example(), each.path()));
    }

    @Test
    void theContractIsTheSameAsJson(Stack stack) {
        assertThat(Contracts.served(stack, "openapi.json")).isEqualTo(Contracts.served(stack, "openapi.yaml"));
    }

    private static JsonObject contract(Stack stack) {
        return Contracts.closed(Contracts.served(stack, "openapi.yaml"));
    }

    private static void isAsDocumented(
            JsonObject contract, String path, String method, int status, HttpResponse<Buffer> answer) {
        assertThat(answer.statusCode()).as(path).isEqualTo(status);
        var response = contract.getJsonObject("paths")
                .getJsonObject(path)
                .getJsonObject(method)
                .getJsonObject("responses")
                .getJsonObject(Integer.toString(status));
        var schema = followed(contract, response)
                .getJsonObject("content")
                .getJsonObject("application/json")
                .getJsonObject("schema");
        Contracts.isAsDocumented(contract, schema, answer.bodyAsJsonObject(), path);
    }

    private static JsonObject followed(JsonObject contract, JsonObject part) {
        var reference = part.getString("$ref");
        return reference == null
                ? part
                : (JsonObject) JsonPointer.from(reference.substring(1)).queryJson(contract);
    }

    private static Stream<Operation> operations(JsonObject contract) {
        return contract.getJsonObject("paths").stream().flatMap(path -> ((JsonObject) path.getValue())
                .stream().map(method -> new Operation(path.getKey(), method.getKey(), (JsonObject) method.getValue())));
    }

    /** What an operation's documentation shows as a body. */
    private static JsonObject body(JsonObject contract, String path) {
        return operations(contract)
                .filter(each -> path.equals(each.path()) && "post".equals(each.method()))
                .findFirst()
                .orElseThrow()
                .example();
    }

    /** Whether it is answered in JSON without a parameter in the path or a header that it insists on. */
    private static boolean needsNoChoice(Operation operation) {
        var parameters = operation.documented().getJsonArray("parameters", new JsonArray());
        var answer = operation.documented().getJsonObject("responses").getJsonObject("200", new JsonObject());
        return "get".equals(operation.method())
                && !operation.path().contains("{")
                && parameters.stream().noneMatch(each -> ((JsonObject) each).getBoolean("required", false))
                && (answer.containsKey("$ref")
                        || answer.getJsonObject("content").containsKey("application/json"));
    }

    private record Operation(String path, String method, JsonObject documented) {
        /** What is said of a body in JSON; nothing where it takes none. */
        JsonObject body() {
            return documented
                    .getJsonObject("requestBody", new JsonObject())
                    .getJsonObject("content", new JsonObject())
                    .getJsonObject("application/json", new JsonObject());
        }

        JsonObject example() {
            assertThat(body().containsKey("example"))
                    .as("example of a body for " + path)
                    .isTrue();
            return body().getJsonObject("example");
        }
    }
}
