package io.driftline.cli.server;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The distances of a result of many pairs as a table, as the page saves it: each sequence against each other, or queries
 * against references, log2 titre units; a line and a column for each that could be used, under its FASTA header, subtypes apart.
 * A cell is empty where two were not compared.
 */
final class DistanceMatrix {
    private static final Comparator<JsonObject> BY_SUBTYPE =
            Comparator.comparing((JsonObject record) -> record.getString("subtype"));

    private final List<JsonObject> down;
    private final List<JsonObject> across;
    private final boolean symmetric;
    private final String[] cells;

    private DistanceMatrix(String mode, List<JsonObject> records) {
        symmetric = !"query".equals(mode);
        var usable = records.stream()
                .filter(record -> record.getValue("subtype") != null
                        && record.getJsonArray("errors").isEmpty())
                .sorted(BY_SUBTYPE.thenComparing(DistanceMatrix::isReference))
                .toList();
        down = symmetric
                ? usable
                : usable.stream().filter(record -> !isReference(record)).toList();
        across = symmetric
                ? usable
                : usable.stream().filter(DistanceMatrix::isReference).toList();
        cells = new String[down.size() * across.size()];
    }

    /**
     * Tab-separated text.
     *
     * @param mode query, all or list
     * @param rows as {@code GET /jobs/{id}/rows} tells them
     */
    static String of(String mode, JsonObject rows) {
        var records = rows.getJsonArray("records").stream()
                .map(JsonObject.class::cast)
                .toList();
        var matrix = new DistanceMatrix(mode, records);
        matrix.fill(rows);
        return matrix.text();
    }

    private static boolean isReference(JsonObject record) {
        return record.getBoolean("reference", false);
    }

    private void fill(JsonObject rows) {
        var columns = rows.getJsonArray("columns").getList();
        int a = columns.indexOf("recordA");
        int b = columns.indexOf("recordB");
        int distance = columns.indexOf("distanceLog2");
        var lines = places(down);
        var places = places(across);
        for (var each : rows.getJsonArray("rows")) {
            var row = (JsonArray) each;
            @Nullable Integer line = lines.get(row.getInteger(a));
            @Nullable Integer column = places.get(row.getInteger(b));
            if (line != null && column != null && row.getValue(distance) != null) {
                set(line, column, new BigDecimal(row.getValue(distance).toString()));
            }
        }
    }

    private static Map<Integer, Integer> places(List<JsonObject> records) {
        var places = new HashMap<Integer, Integer>();
        records.forEach(record -> places.put(record.getInteger("record"), places.size()));
        return places;
    }

    private void set(int line, int column, BigDecimal distance) {
        var text = distance.stripTrailingZeros().toPlainString();
        cells[line * across.size() + column] = text;
        if (symmetric) {
            cells[column * across.size() + line] = text;
        }
    }

    private String text() {
        var lines = new ArrayList<String>();
        lines.add(line("", across.stream().map(DistanceMatrix::name)));
        for (int line = 0; line < down.size(); line++) {
            int at = line;
            var figures = Stream.iterate(0, column -> column < across.size(), column -> column + 1)
                    .map(column -> cell(at, column));
            lines.add(line(name(down.get(line)), figures));
        }
        return String.join("", lines);
    }

    private String cell(int line, int column) {
        @Nullable String figure = cells[line * across.size() + column];
        if (figure == null) {
            return symmetric && line == column ? "0" : "";
        }
        return figure;
    }

    private static String line(String head, Stream<String> cells) {
        return String.join("\t", Stream.concat(Stream.of(head), cells).toList()) + "\n";
    }

    /** What a spreadsheet would take for a formula gets an apostrophe in front, as in the gateway's tables. */
    private static String name(JsonObject record) {
        var name = record.getString("name").replaceAll("[\\t\\r\\n]+", " ");
        return name.matches("[=+\\-@\"].*") ? "'" + name : name;
    }
}
