package io.driftline.api.results;

import io.driftline.api.answer.Chunks;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A result as a table, one line for each pair, which stands alone: {@code subtype,strain_a,strain_b,
 * probability_variant,distance_log2,low,high,warnings} as at the command line, then what tells two records of one name
 * apart and what made the figures. Distances are log2 titre units; what could not be predicted is empty. Behind the
 * pairs comes a line for each record that is in none or cannot be used: it has one strain only, and says why.
 */
final class TableChunks implements Chunks {
    static final List<String> COLUMNS = List.of(
            "subtype",
            "strain_a",
            "strain_b",
            "probability_variant",
            "distance_log2",
            "low",
            "high",
            "warnings",
            "variant",
            "differences",
            "record_a",
            "record_b",
            "model",
            "model_version",
            "encoding",
            "finished_at");

    private final ResultReader reader;
    private final TableFormat format;
    private final String finishedAt;
    private @Nullable ResultHead head;
    private @Nullable UncomparedRecords uncompared;
    private boolean ended;

    TableChunks(ResultReader reader, TableFormat format, @Nullable Instant finishedAt) {
        this.reader = reader;
        this.format = format;
        this.finishedAt = finishedAt == null
                ? ""
                : finishedAt.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    @Override
    public @Nullable Buffer next() throws IOException {
        var text = new StringBuilder();
        var known = head;
        var left = uncompared;
        if (known == null || left == null) {
            known = head = reader.beforeRows();
            left = uncompared = new UncomparedRecords(known);
            text.append(format.beginning());
            format.line(text, COLUMNS);
        }
        while (text.length() < BYTES && !ended) {
            var row = reader.nextRow();
            if (row == null) {
                ended = true;
                addUncompared(text, known, left);
            } else {
                left.saw(row);
                format.line(text, pair(known, row));
            }
        }
        return text.isEmpty() ? null : Buffer.buffer(text.toString());
    }

    private void addUncompared(StringBuilder text, ResultHead known, UncomparedRecords left) {
        left.found().forEach(record -> format.line(text, single(known, record, left.reasons(record))));
    }

    private List<String> pair(ResultHead known, JsonObject row) {
        return List.of(
                text(row.getValue("subtype")),
                text(row.getValue("a")),
                text(row.getValue("b")),
                text(row.getValue("probability")),
                text(row.getValue("distanceLog2")),
                end(row, 0),
                end(row, 1),
                joined(known.warnings(row)),
                text(row.getValue("variant")),
                differences(row),
                text(ResultHead.numberA(row)),
                text(ResultHead.numberB(row)),
                known.model(),
                known.version(),
                known.encoding(),
                finishedAt);
    }

    private List<String> single(ResultHead known, JsonObject record, List<String> reasons) {
        boolean other = known.isOtherSide(record);
        var name = text(record.getValue("name"));
        var number = text(record.getValue("record"));
        return List.of(
                text(record.getValue("subtype")),
                other ? "" : name,
                other ? name : "",
                "",
                "",
                "",
                "",
                joined(reasons),
                "",
                "",
                other ? "" : number,
                other ? number : "",
                known.model(),
                known.version(),
                known.encoding(),
                finishedAt);
    }

    private static String end(JsonObject row, int index) {
        @Nullable JsonArray interval = row.getJsonArray("interval");
        return interval == null ? "" : text(interval.getValue(index));
    }

    private static String joined(List<String> texts) {
        return String.join("; ", texts);
    }

    /** The result of a single pair lists its substitutions, the others only count them. */
    private static String differences(JsonObject row) {
        @Nullable JsonArray substitutions = row.getJsonArray("substitutions");
        return substitutions == null ? text(row.getValue("differences")) : Integer.toString(substitutions.size());
    }

    /** Figures never in powers of ten, which some spreadsheets take for text. */
    private static String text(@Nullable Object value) {
        if (value instanceof Number figure) {
            return new BigDecimal(figure.toString()).toPlainString();
        }
        return value == null ? "" : value.toString();
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
