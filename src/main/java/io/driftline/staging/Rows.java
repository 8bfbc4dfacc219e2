package io.driftline.staging;

import com.fasterxml.jackson.core.JsonParser;
import io.driftline.job.Mode;
import io.driftline.json.Malformed;
import io.driftline.json.ObjectShape;
import io.driftline.json.Shape;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The pairs of a result, one after the other: the one of mode {@code pair}, or the rows of many. */
final class Rows {
    private final Expected expected;
    private final Records records;
    private Figures figures = new Figures(0);
    private String a = "";
    private String b = "";
    private int recordA;
    private int recordB;
    private @Nullable String subtype;
    private boolean explained;
    private long last;
    private int place;
    private long predicted;
    private long variants;
    private long withoutFigures;

    Rows(Expected expected, Records records) {
        this.expected = expected;
        this.records = records;
    }

    long predicted() {
        return predicted;
    }

    long variants() {
        return variants;
    }

    long called(String verdict) {
        return figures.called(verdict);
    }

    long withoutFigures() {
        return withoutFigures;
    }

    boolean hasShortForm(JsonObject summary) {
        return figures.areIn(summary);
    }

    Shape shape(double threshold) {
        figures = new Figures(threshold);
        var row = new ObjectShape()
                .with("a", Shape.text(ResultForm.MOST_TEXT, value -> a = value))
                .with("b", Shape.text(ResultForm.MOST_TEXT, value -> b = value))
                .with("subtype", Shape.orNull(json -> {
                    Records.SUBTYPE_FORM.read(json);
                    subtype = json.getText();
                }))
                .first(this::clear);
        figures.addTo(row);
        if (expected.mode() == Mode.PAIR) {
            PairDetails.addTo(row, count -> explained = count > 0);
            return row.then(this::takePair);
        }
        return row.with("recordA", Shape.whole(1, Integer.MAX_VALUE, value -> recordA = (int) value))
                .with("recordB", Shape.whole(1, Integer.MAX_VALUE, value -> recordB = (int) value))
                .with("differences", Shape.orNull(Shape.whole(0, PairDetails.SITES)))
                .with("warnings", Shape.list(Shape.text(ResultForm.MOST_TEXT), 0, 50, count -> explained = count > 0))
                .maybe("warningKeys", Records.WARNING_KEYS)
                .then(this::takeRow);
    }

    private void clear() {
        figures.clear();
        subtype = null;
    }

    private void takePair(JsonParser json) throws IOException {
        if (subtype == null) {
            throw Malformed.at(json, "has no subtype");
        }
        if (!figures.check(json) && !explained) {
            throw Malformed.at(json, "has no figures and does not say why");
        }
        if (!Records.names(expected).equals(List.of(a, b))) {
            throw Malformed.at(json, "is not of the two strains of the submission");
        }
    }

    private void takeRow(JsonParser json) throws IOException {
        var first = records.record(recordA);
        if (first == null && expected.mode() == Mode.ALL) {
            first = records.reference(recordA);
        }
        var second = expected.mode() == Mode.QUERY ? records.reference(recordB) : records.record(recordB);
        if (second == null && expected.mode() == Mode.ALL) {
            second = records.reference(recordB);
        }
        if (first == null || second == null) {
            throw Malformed.at(json, "is of a record that there is not");
        }
        if (!first.name().equals(a) || !second.name().equals(b)) {
            throw Malformed.at(json, "does not have the names of its records");
        }
        inOrder(json);
        count(json, first.subtype(), second.subtype());
    }

    /** The pairs asked for in their order; else each pair once, in the order of the records. */
    private void inOrder(JsonParser json) throws IOException {
        if (expected.mode() == Mode.LIST) {
            if (!expected.pairs().is(place++, recordA, recordB)) {
                throw Malformed.at(json, "is not the pair that stands there in the submission");
            }
            return;
        }
        long number = ((long) recordA << 32) + recordB;
        if (number <= last || (expected.mode() == Mode.ALL && recordA >= recordB)) {
            throw Malformed.at(json, "is not in the order of the records, or stands there again");
        }
        last = number;
    }

    private void count(JsonParser json, @Nullable String one, @Nullable String other) throws IOException {
        if (subtype != null && !(subtype.equals(one) && subtype.equals(other))) {
            throw Malformed.at(json, "is not of the subtype of its records");
        }
        if (figures.check(json)) {
            if (subtype == null) {
                throw Malformed.at(json, "has figures and no subtype");
            }
            predicted++;
            variants += figures.variant() ? 1 : 0;
            return;
        }
        if (!explained) {
            throw Malformed.at(json, "has no figures and does not say why");
        }
        withoutFigures++;
    }
}
