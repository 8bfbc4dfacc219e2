package io.driftline.testing;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** Results as a worker gives them, of any job: the golden ones with the job's own names and numbers. */
public final class Results {
    private Results() {}

    /**
     * The result of one order.
     *
     * @param order what the gateway posted
     */
    public static JsonObject of(JsonObject order, List<JsonObject> staged) {
        var records = staged.stream().filter(item -> item.containsKey("record")).toList();
        boolean pair = order.getString("mode").equals("pair");
        var result = Golden.object(pair ? "result-pair.json" : "result-many.json");
        for (String field : List.of("job", "attempt", "mode", "encoding")) {
            result.put(field, order.getValue(field));
        }
        result.getJsonObject("model").mergeIn(order.getJsonObject("model"));
        return pair ? ofPair(result, records) : ofMany(result, order.getString("mode"), records, staged);
    }

    /** What the last message tells of a result. */
    public static JsonObject summary(JsonObject result) {
        if (!result.getString("mode").equals("pair")) {
            return result.getJsonObject("summary");
        }
        var figures = result.getJsonArray("pairs").getJsonObject(0);
        return new JsonObject()
                .put("pairs", 1)
                .put("verdict", figures.getValue("verdict"))
                .put("variant", figures.getValue("variant"))
                .put("probability", figures.getValue("probability"))
                .put("distanceLog2", figures.getValue("distanceLog2"));
    }

    private static JsonObject ofPair(JsonObject result, List<JsonObject> records) {
        result.getJsonArray("pairs")
                .getJsonObject(0)
                .put("a", records.get(0).getString("name"))
                .put("b", records.get(1).getString("name"));
        return result;
    }

    private static JsonObject ofMany(
            JsonObject result, String mode, List<JsonObject> records, List<JsonObject> staged) {
        var found = new JsonArray();
        for (JsonObject record : records) {
            found.add(result.getJsonArray("records")
                    .getJsonObject(0)
                    .copy()
                    .put("record", record.getInteger("record"))
                    .put("reference", record.getBoolean("reference", false))
                    .put("name", record.getString("name")));
        }
        var row = result.getJsonArray("pairs").getJsonObject(0);
        var rows = new JsonArray();
        for (List<JsonObject> pair : pairs(mode, records, staged)) {
            rows.add(row.copy()
                    .put("a", pair.get(0).getString("name"))
                    .put("b", pair.get(1).getString("name"))
                    .put("recordA", pair.get(0).getInteger("record"))
                    .put("recordB", pair.get(1).getInteger("record")));
        }
        result.remove("pairs");
        result.remove("summary");
        return result.put("records", found)
                .put(
                        "summary",
                        new JsonObject()
                                .put("pairs", rows.size())
                                .put("variants", rows.size())
                                .put("calledSimilar", 0)
                                .put("calledVariant", rows.size())
                                .put("undecided", 0)
                                .put("skipped", 0))
                .put("pairs", rows);
    }

    private static List<List<JsonObject>> pairs(String mode, List<JsonObject> records, List<JsonObject> staged) {
        List<List<JsonObject>> pairs = new ArrayList<>();
        if (mode.equals("list")) {
            staged.stream()
                    .filter(item -> item.containsKey("pairs"))
                    .flatMap(item -> item.getJsonArray("pairs").stream())
                    .map(JsonArray.class::cast)
                    .forEach(pair -> pairs.add(
                            List.of(records.get(pair.getInteger(0) - 1), records.get(pair.getInteger(1) - 1))));
            return pairs;
        }
        for (int a = 0; a < records.size(); a++) {
            for (int b = a + 1; b < records.size(); b++) {
                if (mode.equals("all") || (isReference(records.get(b)) && !isReference(records.get(a)))) {
                    pairs.add(List.of(records.get(a), records.get(b)));
                }
            }
        }
        return pairs;
    }

    private static boolean isReference(JsonObject record) {
        return record.getBoolean("reference", false);
    }
}
