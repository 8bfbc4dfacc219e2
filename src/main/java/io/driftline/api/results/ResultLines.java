package io.driftline.api.results;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A result line by line, one for each pair, which stands alone: {@code subtype,strain_a,strain_b,
 * probability_variant,distance_log2,low,high,warnings} as at the command line, then what tells two records of one name
 * apart and what made the figures, the verdict, and of both records what {@link ResultHead#OF_RECORDS} lists, as
 * {@code year_a,year_b}. Distances are log2 titre units; what is not known is empty.
 */
final class ResultLines {
    private static final List<String> OF_PAIRS = List.of(
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
            "finished_at",
            "verdict");
    static final List<String> COLUMNS = Stream.concat(
                    OF_PAIRS.stream(),
                    ResultHead.OF_RECORDS.stream()
                            .map(ResultLines::column)
                            .flatMap(each -> Stream.of(each + "_a", each + "_b")))
            .toList();

    private final String finishedAt;

    ResultLines(@Nullable Instant finishedAt) {
        this.finishedAt = time(finishedAt);
    }

    /** To the second, as tables write it. */
    static String time(@Nullable Instant at) {
        return at == null ? "" : at.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** Of a row. */
    List<String> pair(ResultHead known, JsonObject row) {
        var cells = Stream.of(
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
                finishedAt,
                text(row.getValue("verdict")));
        return line(cells, known.first(row), known.second(row));
    }

    /** The cells of a pair, and behind them those of its records; what is not known of one is empty. */
    private static List<String> line(Stream<String> cells, @Nullable JsonObject a, @Nullable JsonObject b) {
        return Stream.concat(cells, ResultHead.OF_RECORDS.stream().flatMap(field -> Stream.of(a, b)
                        .map(record -> record == null ? "" : text(record.getValue(field)))))
                .toList();
    }

    /** Of a record that is in no pair, or cannot be used. */
    List<String> single(ResultHead known, JsonObject record, List<String> reasons) {
        boolean other = known.isOtherSide(record);
        var name = text(record.getValue("name"));
        var number = text(record.getValue("record"));
        var cells = Stream.of(
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
                finishedAt,
                "");
        return line(cells, other ? null : record, other ? record : null);
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

    /** Columns are written as at the command line. */
    static String column(String field) {
        return field.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    /**
     * Figures never in powers of ten, which some spreadsheets take for text; of a clade whether it is known to the last, and
     * of what was added up the sum.
     */
    static String text(@Nullable Object value) {
        if (value instanceof JsonObject told) {
            return told.containsKey("score") ? text(told.getValue("score")) : clade(told);
        }
        if (value instanceof Number figure) {
            return new BigDecimal(figure.toString()).toPlainString();
        }
        return value == null ? "" : value.toString();
    }

    private static String clade(JsonObject named) {
        return (named.getBoolean("exact", false) ? "" : ">=") + named.getString("name", "");
    }
}
