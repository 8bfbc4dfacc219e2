package io.driftline.api.catalogue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The shipped examples, described in {@code examples/examples.json}, their sequences in FASTA files beside it. */
final class Examples {
    private static final String FOLDER = "/examples/";

    private Examples() {}

    /** The answer to {@code GET /examples}. */
    static JsonObject load() {
        var items = new JsonArray();
        for (var each : new JsonArray(read("examples.json"))) {
            var example = ((JsonObject) each).copy();
            items.add(example.put("sequences", read((String) example.remove("file"))));
        }
        return new JsonObject().put("items", items);
    }

    private static String read(String file) {
        try (var in = Objects.requireNonNull(Examples.class.getResourceAsStream(FOLDER + file), file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(file, unreadable);
        }
    }
}
