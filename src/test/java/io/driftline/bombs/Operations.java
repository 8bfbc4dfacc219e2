package io.driftline.bombs;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Every operation that the contract has, with the example of its body. */
final class Operations {
    private static final String SCHEMAS = "#/components/schemas/";

    private final JsonObject contract;

    Operations() throws IOException {
        try (var in = Objects.requireNonNull(Operations.class.getResourceAsStream("/openapi.yaml"))) {
            contract = new JsonObject(new YAMLMapper().readValue(in, new TypeReference<Map<String, Object>>() {}));
        }
    }

    /**
     * One of them.
     *
     * @param path with ids that nothing has
     * @param example of its JSON body; empty where it takes none
     * @param schema of that body
     */
    record Operation(String id, String method, String path, JsonObject example, JsonObject schema, boolean large) {
        boolean takesJson() {
            return !example.isEmpty();
        }

        Call call(String what, Supplier<String> body) {
            return bytes(what, () -> body.get().getBytes(StandardCharsets.UTF_8));
        }

        Call bytes(String what, Supplier<byte[]> body) {
            return new Call(id + ", " + what, method, path, "application/json", body);
        }
    }

    List<Operation> all() {
        return contract.getJsonObject("paths").stream()
                .flatMap(path -> ((JsonObject) path.getValue())
                        .stream().map(each -> operation(path.getKey(), each.getKey(), (JsonObject) each.getValue())))
                .filter(operation -> !operation.id().equals("streamEvents"))
                .toList();
    }

    /** With the example as it stands. */
    Call documented(String id) {
        return all().stream()
                .filter(operation -> operation.id().equals(id))
                .map(operation -> operation.call("as documented", operation.example()::encode))
                .findFirst()
                .orElseThrow();
    }

    private Operation operation(String path, String method, JsonObject operation) {
        var json = operation
                .getJsonObject("requestBody", new JsonObject())
                .getJsonObject("content", new JsonObject())
                .getJsonObject("application/json", new JsonObject());
        return new Operation(
                operation.getString("operationId"),
                method.toUpperCase(Locale.ROOT),
                path.replaceAll("\\{[A-Za-z]+}", "a".repeat(26)),
                json.getJsonObject("example", new JsonObject()),
                resolved(json.getJsonObject("schema", new JsonObject())),
                operation.getJsonArray("tags").contains("jobs"));
    }

    private JsonObject resolved(JsonObject schema) {
        var name = schema.getString("$ref");
        return name == null
                ? schema
                : contract.getJsonObject("components")
                        .getJsonObject("schemas")
                        .getJsonObject(name.substring(SCHEMAS.length()));
    }

    /** The fields of a body that may be lists, each with the shortest item that it may have. */
    Stream<Map.Entry<String, String>> lists(Operation operation) {
        return operation.schema().getJsonObject("properties", new JsonObject()).stream()
                .flatMap(field -> forms((JsonObject) field.getValue())
                        .filter(form -> "array".equals(form.getString("type")))
                        .map(form -> Map.entry(field.getKey(), item(resolved(form.getJsonObject("items"))))));
    }

    private Stream<JsonObject> forms(JsonObject schema) {
        var form = resolved(schema);
        return Stream.concat(
                Stream.of(form),
                form.getJsonArray("oneOf", new JsonArray()).stream().map(each -> resolved((JsonObject) each)));
    }

    private static String item(JsonObject schema) {
        if (schema.containsKey("enum")) {
            return "\"" + schema.getJsonArray("enum").getString(0) + "\"";
        }
        return "array".equals(schema.getString("type")) ? "[\"a\",\"b\"]" : "\"\"";
    }
}
