package io.driftline.api.server;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.driftline.api.body.Upload;
import io.driftline.api.caller.Access;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;

/** Reads {@code openapi.yaml}. */
public final class Contract {
    /** The only kind of body that is not JSON. */
    static final String ARCHIVE = "application/zip";

    private static final String ARCHIVE_MARK = "x-archive";
    private static final String UPLOAD_MARK = "x-upload";
    private static final String RESOURCE = "/openapi.yaml";

    /** The library reads only absolute addresses; of this one it uses the path. */
    private static final String SERVER = "http://localhost";

    private Contract() {}

    /** The contract as it ships. */
    public static Buffer text() {
        return text(RESOURCE);
    }

    static Buffer text(String resource) {
        try (var in = Objects.requireNonNull(Contract.class.getResourceAsStream(resource), resource)) {
            return Buffer.buffer(in.readAllBytes());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(resource, unreadable);
        }
    }

    /**
     * What requests are held against.
     *
     * @param document as {@link #parsed}; it is left as it is
     * @param below the path of this installation on its host, empty at the root
     */
    static Future<OpenAPIContract> load(Vertx vertx, JsonObject document, String below) {
        var contract = document.copy();
        var path = contract.getJsonArray("servers").getJsonObject(0).getString("url");
        contract.put("servers", new JsonArray().add(new JsonObject().put("url", SERVER + below + path)));
        markAccess(contract);
        withoutAnswers(contract);
        withoutArchives(contract);
        withoutUploads(contract);
        withoutWidths(contract);
        return OpenAPIContract.from(vertx, contract);
    }

    /** Whether an operation takes an archive, which stays with the request to be sent on. */
    static boolean takesArchive(Operation operation) {
        return operation.getOpenAPIModel().containsKey(ARCHIVE_MARK);
    }

    /** Whether an operation takes files as well as JSON. */
    static boolean takesUpload(Operation operation) {
        return operation.getOpenAPIModel().containsKey(UPLOAD_MARK);
    }

    /** As clients read it. Takes long: not for an event loop. */
    public static JsonObject parsed() {
        try {
            return new JsonObject(
                    new YAMLMapper().readValue(text().getBytes(), new TypeReference<Map<String, Object>>() {}));
        } catch (IOException malformed) {
            throw new UncheckedIOException(RESOURCE, malformed);
        }
    }

    /** Who may call is {@link Access}'s; the library would have other handlers for it. */
    private static void markAccess(JsonObject contract) {
        var byDefault = (JsonArray) contract.remove("security");
        contract.getJsonObject("components").remove("securitySchemes");
        for (var path : contract.getJsonObject("paths")) {
            for (var operation : (JsonObject) path.getValue()) {
                Access.mark((JsonObject) operation.getValue(), byDefault.copy());
            }
        }
    }

    /** Only requests are held against the contract; of answers the library does not know problems' media type. */
    private static void withoutAnswers(JsonObject contract) {
        var anything = new JsonObject().put("default", new JsonObject().put("description", "as documented"));
        contract.getJsonObject("components").remove("responses");
        for (var path : contract.getJsonObject("paths")) {
            for (var operation : (JsonObject) path.getValue()) {
                ((JsonObject) operation.getValue()).put("responses", anything.copy());
            }
        }
    }

    /** An upload is held against the contract as the JSON that it stands for. */
    private static void withoutUploads(JsonObject contract) {
        for (var path : contract.getJsonObject("paths")) {
            for (var each : (JsonObject) path.getValue()) {
                var body = ((JsonObject) each.getValue()).getJsonObject("requestBody", new JsonObject());
                if (body.getJsonObject("content", new JsonObject()).remove(Upload.TYPE) != null) {
                    ((JsonObject) each.getValue()).put(UPLOAD_MARK, true);
                }
            }
        }
    }

    /** Bounds stand beside each whole number; to the library 1.0 has neither 32 nor 64 bits. */
    private static void withoutWidths(Object part) {
        if (part instanceof JsonObject object) {
            if ("integer".equals(object.getValue("type"))) {
                object.remove("format");
            }
            object.forEach(field -> withoutWidths(field.getValue()));
        } else if (part instanceof JsonArray list) {
            list.forEach(Contract::withoutWidths);
        }
    }

    /** Only JSON is held against the contract; the library refuses to know of anything else. */
    private static void withoutArchives(JsonObject contract) {
        for (var path : contract.getJsonObject("paths")) {
            for (var each : (JsonObject) path.getValue()) {
                var operation = (JsonObject) each.getValue();
                var body = operation.getJsonObject("requestBody", new JsonObject());
                if (body.getJsonObject("content", new JsonObject()).containsKey(ARCHIVE)) {
                    operation.remove("requestBody");
                    operation.put(ARCHIVE_MARK, true);
                }
            }
        }
    }
}
