package io.driftline.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.driftline.testing.client.ApiUser;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.Validator;
import java.util.Map;

/** The documents that a running server describes itself with, held against what it really says. */
public final class Contracts {
    private Contracts() {}

    /** {@code openapi.yaml} or {@code asyncapi.yaml} as served. */
    public static JsonObject served(Stack stack, String name) {
        return served(ApiUser.stranger(stack).get("/" + name).bodyAsString());
    }

    private static JsonObject served(String text) {
        try {
            return new JsonObject(new YAMLMapper().readValue(text, new TypeReference<Map<String, Object>>() {}));
        } catch (JsonProcessingException malformed) {
            throw new AssertionError(malformed);
        }
    }

    /** Clients are to put up with new fields, but here each has to be documented. */
    public static JsonObject closed(JsonObject contract) {
        var copy = contract.copy();
        close(copy.getMap());
        return new JsonObject(copy.encode());
    }

    @SuppressWarnings("unchecked")
    private static void close(Object schema) {
        if (schema instanceof JsonObject object) {
            close(object.getMap());
        } else if (schema instanceof JsonArray list) {
            list.getList().forEach(Contracts::close);
        } else if (schema instanceof Map<?, ?> object) {
            object.values().forEach(Contracts::close);
            if ((object.get("properties") instanceof Map || object.get("properties") instanceof JsonObject)
                    && !object.containsKey("additionalProperties")) {
                ((Map<String, Object>) object).put("additionalProperties", false);
            }
        } else if (schema instanceof Iterable<?> list) {
            list.forEach(Contracts::close);
        }
    }

    /** Fails unless {@code said} has the form of this schema of the contract. */
    public static void isAsDocumented(JsonObject contract, JsonObject schema, JsonObject said, String what) {
        var whole = schema.copy().put("components", contract.getJsonObject("components"));
        var options = new JsonSchemaOptions()
                .setBaseUri("https://driftline.example.org/")
                .setDraft(Draft.DRAFT202012)
                .setOutputFormat(OutputFormat.Basic);
        var validation = Validator.create(JsonSchema.of(whole), options).validate(said);
        var faults = validation.getErrors();
        assertThat(validation.getValid())
                .as(what + ": "
                        + (faults == null
                                ? new JsonArray()
                                : faults.stream().map(Object::toString).toList()) + " in " + said.encode())
                .isTrue();
    }
}
