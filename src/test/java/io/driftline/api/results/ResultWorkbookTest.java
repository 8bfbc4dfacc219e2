package io.driftline.api.results;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftline.sequences.Gzip;
import io.driftline.testing.Golden;
import io.driftline.testing.client.XlsxReader;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Results as workbooks, read back as a spreadsheet reads them. */
class ResultWorkbookTest {
    private static final Instant FINISHED = Instant.parse("2026-01-02T03:04:05.600Z");

    @Test
    void hasNamesBesideHeadersAndFiguresAsFigures() throws IOException {
        var result = Golden.object("result-many.json");
        result.getJsonArray("pairs").getJsonObject(0).put("a", "EPI1 | A/Wisconsin/67/2005 | 2005-08-31");

        var pairs = workbook(result).sheet("Pairs");

        assertThat(pairs.get(0)).startsWith("name_a", "name_b", "subtype", "strain_a", "strain_b");
        assertThat(pairs.get(1))
                .startsWith(
                        "A/Wisconsin/67/2005",
                        "A/Beijing/32/1992",
                        "H3",
                        "EPI1 | A/Wisconsin/67/2005 | 2005-08-31",
                        "A/Beijing/32/1992",
                        "#0.97",
                        "#4.1",
                        "#2.6",
                        "#5.6");
        assertThat(pairs.get(1)).contains("#1", "#2", "variant", "#2005", "#1992");
        assertThat(pairs).hasSize(5);
        assertThat(pairs.get(4).get(0)).isEqualTo("x");
        assertThat(pairs.get(4).get(9)).contains("too short");
    }

    @Test
    void listsEachSequenceOnceAndWhyItIsNotUsed() throws IOException {
        var sequences = workbook(Golden.object("result-many.json")).sheet("Sequences");

        assertThat(sequences).hasSize(4);
        assertThat(sequences.get(0)).startsWith("record", "reference", "name", "header", "subtype", "year");
        assertThat(sequences.get(1)).startsWith("#1", "", "A/Wisconsin/67/2005", "A/Wisconsin/67/2005", "H3", "#2005");
        assertThat(String.join("|", sequences.get(3))).contains("too short");
    }

    @Test
    void hasDistancesAsAMatrix() throws IOException {
        var result = Golden.object("result-many.json").put("mode", "all");
        result.getJsonArray("pairs").remove(1);

        var distances = workbook(result).sheet("Distances (log2)");

        assertThat(distances)
                .containsExactly(
                        List.of("record", "", "#1", "#2"),
                        List.of("", "name", "A/Wisconsin/67/2005", "A/Beijing/32/1992"),
                        List.of("#1", "A/Wisconsin/67/2005", "#0", "#4.1"),
                        List.of("#2", "A/Beijing/32/1992", "#4.1", "#0"));
    }

    @Test
    void escapeFromFerretSeraIsAFigureAndSheetsArePrintedAsWideAsAPage() throws IOException {
        var result = Golden.object("result-many.json");
        result.getJsonArray("records")
                .getJsonObject(1)
                .put(
                        "ferretEscape",
                        new JsonObject()
                                .put("score", 1.25)
                                .put("substitutions", 2)
                                .put("measured", 2));

        var workbook = workbook(result);

        assertThat(workbook.sheet("Sequences").get(2)).contains("#1.25");
        assertThat(workbook.sheet("Pairs").get(1)).contains("#1.25");
        assertThat(workbook.said("Pairs", "pageSetUpPr", "fitToPage")).containsExactly("true");
        assertThat(workbook.said("Pairs", "pageSetup", "orientation")).containsExactly("landscape");
        assertThat(workbook.said("Pairs", "autoFilter", "ref")).containsExactly("A1:AE5");
        assertThat(workbook.said("About", "autoFilter", "ref")).isEmpty();
        assertThat(workbook.said("About", "row", "ht").get(1)).isEmpty();
        assertThat(workbook.said("About", "row", "ht").get(6)).isEqualTo("30.0");
    }

    @Test
    void aListHasNoMatrix() throws IOException {
        assertThat(workbook(Golden.object("result-many.json").put("mode", "list"))
                        .names())
                .containsExactly("Pairs", "Sequences", "About");
    }

    @Test
    void saysWhatMadeTheFiguresAndWhatTheyMean() throws IOException {
        var about = workbook(Golden.object("result-many.json")).sheet("About");

        assertThat(about)
                .contains(
                        List.of("model", "cnn"),
                        List.of("model_version", "1"),
                        List.of("encoding", "blosum62"),
                        List.of("finished_at", "2026-01-02T03:04:05Z"));
        assertThat(about.get(5)).hasSize(3);
        assertThat(about.get(5).get(1)).contains("not measurements");
        assertThat(about.get(5).get(2)).contains("不是实测值");
    }

    @Test
    void aPairHasItsOwn() throws IOException {
        var workbook = workbook(Golden.object("result-pair.json"));

        assertThat(workbook.names()).containsExactly("Pairs", "About");
        assertThat(workbook.sheet("Pairs")).hasSize(2);
    }

    @Test
    void aNameIsNoFormulaAndNoMarkup() throws IOException {
        var result = Golden.object("result-many.json");
        var name = "=HYPERLINK(\"x\")<b>&\u0001";
        result.getJsonArray("records").getJsonObject(0).put("name", name);

        var workbook = workbook(result);

        assertThat(workbook.sheet("Sequences").get(1).get(3)).startsWith("=HYPERLINK(\"x\")<b>&");
        assertThat(workbook.formulas()).isZero();
    }

    @Test
    void comesBitByBit() throws IOException {
        var result = Golden.object("result-many.json");
        var pairs = result.getJsonArray("pairs");
        var row = pairs.getJsonObject(0);
        for (int i = 0; i < 20_000; i++) {
            pairs.add(row.copy().put("distanceLog2", i / 7.0).put("probability", i / 20_000.0));
        }
        try (var chunks = new ResultWorkbook(new ResultReader(packed(result)), FINISHED)) {
            var whole = Buffer.buffer();
            int largest = 0;
            for (var chunk = chunks.next(); chunk != null; chunk = chunks.next()) {
                largest = Math.max(largest, chunk.length());
                whole.appendBuffer(chunk);
            }
            assertThat(whole.length()).isGreaterThan(4 * largest);
            assertThat(new XlsxReader(whole.getBytes()).sheet("Pairs")).hasSize(20_005);
        }
    }

    private static XlsxReader workbook(JsonObject result) throws IOException {
        try (var chunks = new ResultWorkbook(new ResultReader(packed(result)), FINISHED)) {
            var whole = Buffer.buffer();
            for (var chunk = chunks.next(); chunk != null; chunk = chunks.next()) {
                whole.appendBuffer(chunk);
            }
            return new XlsxReader(whole.getBytes());
        }
    }

    private static ByteArrayInputStream packed(JsonObject result) {
        return new ByteArrayInputStream(
                Gzip.pack(withRowsLast(result).toBuffer()).getBytes());
    }

    /** As results are written, whatever a test put into this one. */
    private static JsonObject withRowsLast(JsonObject result) {
        var pairs = result.remove("pairs");
        return result.put("pairs", pairs);
    }
}
