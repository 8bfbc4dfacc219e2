package io.driftline.sequences;

import io.driftline.words.Language;
import io.driftline.words.Message;
import io.driftline.words.ReadingWords;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Function;

/** What was stated of records and what reading found of them, as it is stored with them. */
public final class ReadRecords {
    private static final String SUBTYPE = "subtype";
    private static final String FAULTS = "faults";
    private static final String REMARKS = "remarks";

    private ReadRecords() {}

    public static void write(JsonObject item, SequenceRecord record) {
        if (record.subtype() != null) {
            item.put(SUBTYPE, record.subtype());
        }
        put(item, FAULTS, record.faults(), ReadRecords::json);
        put(item, REMARKS, record.remarks(), ReadRecords::json);
    }

    public static SequenceRecord read(JsonObject item) {
        return new SequenceRecord(
                item.getInteger("record"),
                item.getString("name"),
                item.getString("letters"),
                item.getString(SUBTYPE),
                all(item, FAULTS, ReadRecords::fault),
                all(item, REMARKS, ReadRecords::remark));
    }

    private static JsonObject json(RecordFault fault) {
        return new JsonObject()
                .put("kind", fault.kind().label())
                .put("line", fault.line())
                .put("column", fault.column())
                .put("detail", fault.detail())
                .put("key", fault.said().key())
                .put("params", fault.said().paramsJson());
    }

    private static RecordFault fault(JsonObject json) {
        return new RecordFault(
                FaultKind.of(json.getString("kind")), json.getInteger("line"), json.getInteger("column"), said(json));
    }

    /** What was stored before there were keys, or has one that only a later version knows, is said as it was. */
    private static Message said(JsonObject json) {
        return json.containsKey("key") && Language.ENGLISH.knows(json.getString("key"))
                ? Message.of(json)
                : ReadingWords.AS_TOLD.message(json.getString("detail"));
    }

    private static JsonObject json(Remark remark) {
        return new JsonObject()
                .put("key", remark.key())
                .put("params", new JsonObject(remark.params()))
                .put("message", remark.message());
    }

    private static Remark remark(JsonObject json) {
        return new Remark(json.getString("key"), json.getJsonObject("params").getMap(), json.getString("message"));
    }

    private static <T> void put(JsonObject item, String field, List<T> some, Function<T, JsonObject> json) {
        if (!some.isEmpty()) {
            item.put(field, new JsonArray(some.stream().map(json).toList()));
        }
    }

    private static <T> List<T> all(JsonObject item, String field, Function<JsonObject, T> read) {
        return item.getJsonArray(field, new JsonArray()).stream()
                .map(JsonObject.class::cast)
                .map(read)
                .toList();
    }
}
