package io.driftline.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.driftline.testing.ApiUser;
import io.driftline.testing.Stack;
import io.driftline.testing.StackExtension;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.Validator;
import java.util.Map;
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
        isAsDocumented(contract, "/panel", "get", 200, user.get("/panel"));
    }

    private static JsonObject contract(Stack stack) {
        try {
            var text = ApiUser.stranger(stack).get("/openapi.yaml").bodyAsString();
            var contract =
                    new JsonObject(new YAMLMapper().readValue(text, new TypeReference<Map<String, Object>>() {}));
            close(contract.getMap());
            return new JsonObject(contract.encode());
        } catch (JsonProcessingException malformed) {
            throw new AssertionError(malformed);
        }
    }

    /** Clients are to put up with new fields, but here each has to be documented. */
    @SuppressWarnings("unchecked")
    private static void close(Object schema) {
        if (schema instanceof Map<?, ?> object) {
            object.values().forEach(ContractIT::close);
            if (object.get("properties") instanceof Map && !object.containsKey("additionalProperties")) {
                ((Map<String, Object>) object).put("additionalProperties", false);
            }
        } else if (schema instanceof Iterable<?> list) {
            list.forEach(ContractIT::close);
        }
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
                .getJsonObject("schema")
                .copy()
                .put("components", contract.getJsonObject("components"));
        var options = new JsonSchemaOptions()
                .setBaseUri("https://driftline.example.org/")
                .setDraft(Draft.DRAFT202012)
                .setOutputFormat(OutputFormat.Basic);
        var validation = Validator.create(JsonSchema.of(schema), options).validate(answer.bodyAsJsonObject());
        var faults = validation.getErrors();
        assertThat(validation.getValid())
                .as(path + ": "
                        + (faults == null
                                ? new JsonArray()
                                : faults.stream().map(Object::toString).toList()))
                .isTrue();
    }
}
