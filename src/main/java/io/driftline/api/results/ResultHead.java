package io.driftline.api.results;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a result tells once, before its rows, and each row has to say too where it stands alone. */
public final class ResultHead {
    private static final JsonArray NOTHING = new JsonArray();
    /** What tables tell of each record, by the fields of a result. */
    static final List<String> OF_RECORDS = List.of("year", "passage", "lineage", "clade", "subclade", "ferretEscape");

    private static final List<String> SHOWN = Stream.of(
                    List.of("record", "reference", "name", "subtype", "headerSubtype"),
                    OF_RECORDS,
                    List.of("warnings", "warningKeys", "errors"))
            .flatMap(List::stream)
            .toList();

    private final JsonObject head;
    private final JsonObject model;
    private final Map<Integer, JsonObject> records = new HashMap<>();
    private final Map<Integer, JsonObject> references = new HashMap<>();

    public ResultHead(JsonObject head) {
        this.head = head;
        model = head.getJsonObject("model", new JsonObject());
        for (var record : records()) {
            (isOtherSide(record) ? references : records).put(record.getInteger("record"), record);
        }
    }

    String model() {
        return model.getString("name", "");
    }

    String version() {
        return model.getString("version", "");
    }

    String encoding() {
        return head.getString("encoding", "");
    }

    /** Of a single pair there is no list of them. */
    List<JsonObject> records() {
        return head.getJsonArray("records", NOTHING).stream()
                .map(JsonObject.class::cast)
                .toList();
    }

    /** The records as rows without names need them. */
    JsonArray shownRecords() {
        var shown = new JsonArray();
        for (var record : records()) {
            var part = new JsonObject();
            SHOWN.forEach(field -> part.put(field, record.getValue(field)));
            shown.add(part);
        }
        return shown;
    }

    boolean isQuery() {
        return "query".equals(head.getString("mode"));
    }

    /** Whether everything was compared with everything on the other side, or all with each other. */
    boolean isMatrix() {
        return isQuery() || "all".equals(head.getString("mode"));
    }

    /** In mode query references are numbered by themselves and stand on the second side. */
    boolean isOtherSide(JsonObject record) {
        return isQuery() && record.getBoolean("reference", false);
    }

    /** The two records of a single pair have no other numbers. */
    static int numberA(JsonObject row) {
        return row.getInteger("recordA", 1);
    }

    static int numberB(JsonObject row) {
        return row.getInteger("recordB", 2);
    }

    /** Of the pair, then of its records; each once. */
    public List<String> warnings(JsonObject row) {
        Set<String> all = new LinkedHashSet<>();
        texts(row, all);
        texts(first(row), all);
        texts(second(row), all);
        return List.copyOf(all);
    }

    /** The first record of a row; a single pair brings its own. */
    @Nullable
    JsonObject first(JsonObject row) {
        var own = row.getJsonArray("records", NOTHING);
        return own.isEmpty() ? records.get(numberA(row)) : own.getJsonObject(0);
    }

    @Nullable
    JsonObject second(JsonObject row) {
        var own = row.getJsonArray("records", NOTHING);
        return own.isEmpty() ? (isQuery() ? references : records).get(numberB(row)) : own.getJsonObject(1);
    }

    /** Why a record cannot be used; nothing if it can be. */
    static List<String> faults(JsonObject record) {
        var faults = new ArrayList<String>();
        for (var error : record.getJsonArray("errors", NOTHING)) {
            faults.add(record.getString("name") + ": " + ((JsonObject) error).getString("detail"));
        }
        return faults;
    }

    private static void texts(@Nullable JsonObject of, Set<String> into) {
        if (of != null) {
            of.getJsonArray("warnings", NOTHING).forEach(text -> into.add(String.valueOf(text)));
        }
    }
}
