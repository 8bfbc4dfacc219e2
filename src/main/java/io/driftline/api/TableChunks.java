package io.driftline.api;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A result as a table, one row for each pair: {@code subtype,strain_a,strain_b,probability_variant,distance_log2,low,
 * high,warnings}, as at the command line, then {@code variant,differences}. Distances are log2 titre units; what could
 * not be predicted is empty.
 */
final class TableChunks implements Chunks {
    private static final List<String> COLUMNS = List.of(
            "subtype",
            "strain_a",
            "strain_b",
            "probability_variant",
            "distance_log2",
            "low",
            "high",
            "warnings",
            "variant",
            "differences");

    private final ResultReader reader;
    private final TableFormat format;
    private boolean begun;

    TableChunks(ResultReader reader, TableFormat format) {
        this.reader = reader;
        this.format = format;
    }

    @Override
    public @Nullable Buffer next() throws IOException {
        var text = new StringBuilder();
        if (!begun) {
            begun = true;
            reader.skipHead();
            text.append(format.beginning());
            format.line(text, COLUMNS);
        }
        while (text.length() < BYTES) {
            var row = reader.nextRow();
            if (row == null) {
                break;
            }
            format.line(text, cells(row));
        }
        return text.isEmpty() ? null : Buffer.buffer(text.toString());
    }

    private static List<String> cells(JsonObject row) {
        return List.of(
                text(row.getValue("subtype")),
                text(row.getValue("a")),
                text(row.getValue("b")),
                text(row.getValue("probability")),
                text(row.getValue("distanceLog2")),
                end(row, 0),
                end(row, 1),
                warnings(row),
                text(row.getValue("variant")),
                differences(row));
    }

    private static String end(JsonObject row, int index) {
        @Nullable JsonArray interval = row.getJsonArray("interval");
        return interval == null ? "" : text(interval.getValue(index));
    }

    private static String warnings(JsonObject row) {
        return String.join(
                "; ",
                row.getJsonArray("warnings", new JsonArray()).stream()
                        .map(String::valueOf)
                        .toList());
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
