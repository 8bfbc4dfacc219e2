package io.driftline.api.results;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftline.api.answer.Chunks;
import io.driftline.sequences.Gzip;
import io.driftline.testing.Golden;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Results as files and rows. */
class ResultTablesTest {
    private static final Instant FINISHED = Instant.parse("2026-01-02T03:04:05.600Z");
    private static final String RUN = ",cnn,1,blosum62,2026-01-02T03:04:05Z";
    private static final String UNKNOWN = "A/Beijing/32/1992: 1 HA1 residue is unknown and left out";
    private static final String SHORT =
            "x: 4 letters are too short for HA1; at least 200 residues or 600 nucleotides are needed";

    @Test
    void writesManyPairsAsCsv() throws IOException {
        var csv = csv(Golden.object("result-many.json"));

        assertThat(csv.lines())
                .containsExactly(
                        "\uFEFF" + String.join(",", ResultLines.COLUMNS),
                        "H3,A/Wisconsin/67/2005,A/Beijing/32/1992,0.97,4.1,2.6,5.6," + UNKNOWN + ",true,30,1,2" + RUN
                                + ",variant,2005,1992,egg,unknown,,,,,,,,",
                        "H3,A/Beijing/32/1992,A/Wisconsin/67/2005,0.97,4.1,2.6,5.6," + UNKNOWN + ",true,30,2,1" + RUN
                                + ",variant,1992,2005,unknown,egg,,,,,,,,",
                        ",A/Wisconsin/67/2005,x,,,,," + SHORT + ",,,1,3" + RUN + ",outside,2005,,egg,unknown,,,,,,,,",
                        ",x,,,,,," + SHORT + ",,,3," + RUN + ",,,,unknown,,,,,,,,,");
    }

    @Test
    void hasTheColumnsThatTheCommandLineHas() {
        assertThat(ResultLines.COLUMNS)
                .isEqualTo(
                        Golden.array("table.json").stream().map(String::valueOf).toList());
    }

    @Test
    void tellsOfACladeWhetherItIsKnownToTheLast() throws IOException {
        var result = Golden.object("result-many.json");
        result.getJsonArray("records")
                .getJsonObject(1)
                .put("clade", new JsonObject().put("name", "3C.2a").put("exact", true))
                .put("subclade", new JsonObject().put("name", "B").put("exact", false));

        assertThat(csv(result).lines().toList().get(1)).endsWith(",egg,unknown,,,,3C.2a,,>=B,,");
    }

    @Test
    void tellsWhatARecordEscapesAsAFigure() throws IOException {
        var result = Golden.object("result-many.json");
        var escape = new JsonObject().put("score", 2.26).put("substitutions", 9).put("measured", 8);
        result.getJsonArray("records").getJsonObject(1).put("ferretEscape", escape);

        assertThat(ResultLines.COLUMNS).endsWith("ferret_escape_a", "ferret_escape_b");
        assertThat(csv(result).lines().toList().get(1)).endsWith(",egg,unknown,,,,,,,,2.26");
    }

    @Test
    void tellsRecordsOfOneNameApart() throws IOException {
        var result = Golden.object("result-many.json").put("mode", "all");
        for (var record : result.getJsonArray("records")) {
            ((JsonObject) record).put("name", "sample");
        }
        for (var row : result.getJsonArray("pairs")) {
            ((JsonObject) row).put("a", "sample").put("b", "sample");
        }

        assertThat(csv(result).lines().skip(1).map(line -> line.replaceAll("^.*,(\\d*,\\d*)" + RUN + ".*$", "$1")))
                .containsExactly("1,2", "2,1", "1,3", "3,");
    }

    @Test
    void warnsInEachRowOfBothItsRecords() throws IOException {
        var result = Golden.object("result-many.json");
        warn(result, 0, "one");
        result.getJsonArray("pairs").getJsonObject(0).put("warnings", new JsonArray(List.of("pair", "one")));

        assertThat(csv(result).lines().toList().get(1)).contains(",pair; one; " + UNKNOWN + ",");
    }

    @Test
    void namesReferencesThatCannotBeUsedOnTheirSide() throws IOException {
        var result = Golden.object("result-many.json").put("mode", "query");
        result.getJsonArray("records").getJsonObject(1).put("record", 1).put("reference", true);
        result.getJsonArray("records").getJsonObject(2).put("record", 2).put("reference", true);
        result.put(
                "pairs",
                new JsonArray()
                        .add(result.getJsonArray("pairs").getJsonObject(0).put("recordB", 1)));

        assertThat(csv(result).lines().skip(1))
                .containsExactly(
                        "H3,A/Wisconsin/67/2005,A/Beijing/32/1992,0.97,4.1,2.6,5.6," + UNKNOWN + ",true,30,1,1" + RUN
                                + ",variant,2005,1992,egg,unknown,,,,,,,,",
                        ",,x,,,,," + SHORT + ",,,,2" + RUN + ",,,,,unknown,,,,,,,,");
    }

    @Test
    void namesARecordThatIsInNoPair() throws IOException {
        var result = Golden.object("result-many.json").put("mode", "all");
        result.getJsonArray("records")
                .getJsonObject(2)
                .put("errors", new JsonArray())
                .put("subtype", "H1");
        result.getJsonArray("pairs").remove(2);

        assertThat(csv(result).lines().skip(3))
                .containsExactly("H1,x,,,,,,x: no other sequence here makes a pair of H1 with it for this model,,,3,"
                        + RUN + ",,,,unknown,,,,,,,,,");
    }

    @Test
    void writesAPairWithItsCountOfSubstitutions() throws IOException {
        var pair = Golden.object("result-pair.json");
        int substitutions = pair.getJsonArray("pairs")
                .getJsonObject(0)
                .getJsonArray("substitutions")
                .size();

        assertThat(csv(pair).lines().toList().get(1))
                .startsWith("H3,A/Beijing/32/1992,A/Wisconsin/67/2005,0.97,4.1,")
                .endsWith(",true," + substitutions + ",1,2" + RUN + ",variant,2005,2005,unknown,unknown,,,,,,,,");
    }

    @Test
    void disarmsNamesThatASpreadsheetWouldCompute() throws IOException {
        var result = new JsonObject()
                .put("pairs", new JsonArray().add(row("=1+1", "@a, \"b\"")).add(row("-A", "\tx\ny")));

        assertThat(csv(result)).contains(",'=1+1,\"'@a, \"\"b\"\"\",0.5,").contains(",'-A,\"'\tx\ny\",");
        assertThat(table(result, TableFormat.TSV).lines().toList().get(2))
                .startsWith("\t'-A\t' x y\t0.5\t0.0\t-1.5\t2.0\t\tfalse\t\t1\t2\t");
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

        assertThat(rows.getJsonObject("model").encode()).isEqualTo("{\"name\":\"cnn\",\"version\":\"1\"}");
        assertThat(rows.getString("encoding")).isEqualTo("blosum62");
        assertThat(rows.getString("finishedAt")).isEqualTo("2026-01-02T03:04:05.600Z");
        assertThat(rows.getJsonArray("records").getJsonObject(1).getJsonArray("warnings"))
                .containsExactly(UNKNOWN);
        assertThat(rows.getJsonArray("records").getJsonObject(2).getJsonArray("errors"))
                .hasSize(1);
        assertThat(rows.getJsonArray("columns").getString(0)).isEqualTo("recordA");
        assertThat(rows.getJsonArray("rows").encode())
                .isEqualTo("[[2,1,\"H3\",true,0.97,4.1,2.6,5.6,30,[],[],\"variant\"]]");
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

    private static void warn(JsonObject result, int record, String warning) {
        result.getJsonArray("records")
                .getJsonObject(record)
                .getJsonArray("warnings")
                .add(warning);
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
        return text(new ResultTable(new ResultReader(packed(result)), format, FINISHED));
    }

    private static JsonObject rows(int offset, int limit) throws IOException {
        var reader = new ResultReader(packed(Golden.object("result-many.json")));
        return new JsonObject(text(new RowsChunks(reader, offset, limit, FINISHED)));
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
