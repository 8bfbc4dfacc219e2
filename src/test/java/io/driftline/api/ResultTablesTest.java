package io.driftline.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftline.jobs.Gzip;
import io.driftline.testing.Golden;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

/** Results as files and rows. */
class ResultTablesTest {
    @Test
    void writesManyPairsAsCsv() throws IOException {
        var csv = csv(Golden.object("result-many.json"));

        assertThat(csv.lines())
                .containsExactly(
                        "\uFEFFsubtype,strain_a,strain_b,probability_variant,distance_log2,low,high,warnings,variant,differences",
                        "H3N2,A/Wisconsin/67/2005,A/Beijing/32/1992,0.97,4.1,2.6,5.6,,true,30",
                        "H3N2,A/Beijing/32/1992,A/Wisconsin/67/2005,0.97,4.1,2.6,5.6,,true,30",
                        ",A/Wisconsin/67/2005,x,,,,,x: 4 letters are too short for HA1; at least 200 residues or 600 "
                                + "nucleotides are needed,,");
    }

    @Test
    void writesAPairWithItsCountOfSubstitutions() throws IOException {
        var pair = Golden.object("result-pair.json");
        int substitutions = pair.getJsonArray("pairs")
                .getJsonObject(0)
                .getJsonArray("substitutions")
                .size();

        assertThat(csv(pair).lines().toList().get(1))
                .startsWith("H3N2,A/Beijing/32/1992,A/Wisconsin/67/2005,0.97,4.1,")
                .endsWith(",true," + substitutions);
    }

    @Test
    void disarmsNamesThatASpreadsheetWouldCompute() throws IOException {
        var result = new JsonObject()
                .put("pairs", new JsonArray().add(row("=1+1", "@a, \"b\"")).add(row("-A", "\tx\ny")));

        assertThat(csv(result)).contains(",'=1+1,\"'@a, \"\"b\"\"\",0.5,").contains(",'-A,\"'\tx\ny\",");
        assertThat(table(result, TableFormat.TSV).lines().toList().get(2))
                .isEqualTo("\t'-A\t' x y\t0.5\t0.0\t-1.5\t2.0\t\tfalse\t");
    }

    /** In a table without double marks, an open one would have a spreadsheet read on to the next, over cells and lines. */
    @Test
    void disarmsAQuotationMarkThatBeginsACell() throws IOException {
        var result = new JsonObject().put("pairs", new JsonArray().add(row("\"=1+1", "A/\"b\"")));

        assertThat(table(result, TableFormat.TSV).lines().toList().get(1)).startsWith("\t'\"=1+1\tA/\"b\"\t");
    }

    @Test
    void writesFiguresWithoutPowersOfTen() throws IOException {
        var result = new JsonObject()
                .put("pairs", new JsonArray().add(row("A/a", "A/b").put("probability", 0.0000321)));

        assertThat(csv(result)).contains(",A/a,A/b,0.0000321,");
    }

    @Test
    void givesRowsFromAnOffsetWithoutNames() throws IOException {
        var rows = rows(1, 1);

        assertThat(rows.getJsonArray("columns").getString(0)).isEqualTo("recordA");
        assertThat(rows.getJsonArray("rows").encode()).isEqualTo("[[2,1,\"H3N2\",true,0.97,4.1,2.6,5.6,30,[]]]");
        assertThat(rows(2, 10).getJsonArray("rows")).hasSize(1);
        assertThat(rows(3, 10).getJsonArray("rows")).isEmpty();
        assertThat(rows(100, 10).getJsonArray("rows")).isEmpty();
    }

    @Test
    void readsTheHeadWithoutTheLaterRows() throws IOException {
        var result = Golden.object("result-many.json");
        try (var reader = new ResultReader(packed(result))) {
            var head = reader.head(2);

            assertThat(head.getJsonArray("pairs").getJsonObject(1).getInteger("recordA"))
                    .isEqualTo(2);
            assertThat(head.getJsonArray("pairs")).hasSize(2);
            assertThat(head.put("pairs", result.getJsonArray("pairs")).encode()).isEqualTo(result.encode());
        }
        try (var reader = new ResultReader(packed(Golden.object("result-pair.json")))) {
            assertThat(new JsonObject(reader.head(100).encode())).isEqualTo(Golden.object("result-pair.json"));
        }
    }

    private static JsonObject row(String a, String b) {
        return new JsonObject()
                .put("a", a)
                .put("b", b)
                .put("variant", false)
                .put("probability", 0.5)
                .put("distanceLog2", 0.0)
                .put("interval", new JsonArray().add(-1.5).add(2.0));
    }

    private static String csv(JsonObject result) throws IOException {
        return table(result, TableFormat.CSV);
    }

    private static String table(JsonObject result, TableFormat format) throws IOException {
        return text(new TableChunks(new ResultReader(packed(result)), format));
    }

    private static JsonObject rows(int offset, int limit) throws IOException {
        var reader = new ResultReader(packed(Golden.object("result-many.json")));
        return new JsonObject(text(new RowsChunks(reader, offset, limit)));
    }

    private static String text(Chunks chunks) throws IOException {
        try (chunks) {
            var text = Buffer.buffer();
            for (var chunk = chunks.next(); chunk != null; chunk = chunks.next()) {
                text.appendBuffer(chunk);
            }
            return text.toString();
        }
    }

    private static InputStream packed(JsonObject result) {
        return new ByteArrayInputStream(Gzip.pack(result.toBuffer()).getBytes());
    }
}
