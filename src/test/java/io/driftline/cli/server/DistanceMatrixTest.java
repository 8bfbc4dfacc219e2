package io.driftline.cli.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Distances as a table for other programs. */
class DistanceMatrixTest {
    @Test
    void hasEachAgainstEachWithSubtypesApart() {
        var rows = rows(
                new JsonArray()
                        .add(record(1, false, "=H3 one", "H3"))
                        .add(record(2, false, "H1 two", "H1"))
                        .add(record(3, false, "H3\tthree", "H3"))
                        .add(record(4, false, "unusable", "H3")
                                .put("errors", new JsonArray().add(new JsonObject().put("detail", "too short")))),
                new JsonArray().add(row(1, 3, 2.5)));

        assertThat(DistanceMatrix.of("all", rows))
                .isEqualTo(lines("|H1 two|'=H3 one|H3 three", "H1 two|0||", "'=H3 one||0|2.5", "H3 three||2.5|0"));
    }

    @Test
    void hasQueriesAgainstReferencesThatAreNumberedByThemselves() {
        var rows = rows(
                new JsonArray()
                        .add(record(1, false, "query", "H3"))
                        .add(record(1, true, "first", "H3"))
                        .add(record(2, true, "second", "H3")),
                new JsonArray().add(row(1, 2, 4.0)).add(row(1, 1, null)));

        assertThat(DistanceMatrix.of("query", rows)).isEqualTo(lines("|first|second", "query||4"));
    }

    /** A bar for each tab. */
    private static String lines(String... lines) {
        return (String.join("\n", lines) + "\n").replace('|', '\t');
    }

    private static JsonObject rows(JsonArray records, JsonArray rows) {
        return new JsonObject()
                .put("columns", JsonArray.of("recordA", "recordB", "distanceLog2"))
                .put("records", records)
                .put("rows", rows);
    }

    private static JsonObject record(int number, boolean reference, String name, String subtype) {
        return new JsonObject()
                .put("record", number)
                .put("reference", reference)
                .put("name", name)
                .put("subtype", subtype)
                .put("errors", new JsonArray());
    }

    private static JsonArray row(int a, int b, @Nullable Double distance) {
        return new JsonArray().add(a).add(b).add(distance);
    }
}
