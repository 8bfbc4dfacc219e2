package io.driftline.staging;

import com.fasterxml.jackson.core.JsonParser;
import io.driftline.job.Mode;
import io.driftline.json.Malformed;
import io.driftline.json.ObjectShape;
import io.driftline.json.Shape;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What the result of one attempt has to be, as {@code openapi.yaml} describes it and for the very job: the job's own
 * attempt, model and encoding, a row for each pair that was asked for, and figures that are figures. Good for one reading.
 */
final class ResultForm {
    static final int MOST_TEXT = 10_000;
    private static final int SITES = 2_000;
    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");
    private static final Shape TEXT = Shape.text(MOST_TEXT);

    /** By field of the summary, the verdict that it counts. */
    private static final Map<String, String> CALLED =
            Map.of("calledSimilar", "similar", "calledVariant", "variant", "undecided", "undecided");

    private final Expected expected;
    private final Rows rows;
    private final Records records;
    private final Map<String, Long> called = new HashMap<>();
    private long predicted;
    private long variants;
    private long skipped;
    private double threshold;
    private boolean rowsRead;

    ResultForm(Expected expected) {
        this.expected = expected;
        this.records = new Records(expected);
        this.rows = new Rows(expected, records);
    }

    /** The whole result. Of many pairs the rows come last: readers stop there. */
    Shape shape(int attempt) {
        var job = expected.held().job();
        var whole = new ObjectShape()
                .with("job", Shape.same(job.job().value(), "the job's id"))
                .with("attempt", Shape.whole(attempt, attempt))
                .with("mode", Shape.same(job.mode().label(), "the job's mode"))
                .with("model", model())
                .with("encoding", Shape.same(job.model().encoding(), "the job's encoding"))
                .with("threshold", beforeRows(threshold()))
                .with("intervalLevel", Shape.number(0, 1))
                .maybe("citation", Shape.orNull(TEXT))
                .maybe("encodingCitation", Shape.orNull(TEXT))
                .with("pairs", this::pairs)
                .then(this::ended);
        if (expected.mode() != Mode.PAIR) {
            whole.with("records", beforeRows(records.shape())).with("summary", beforeRows(summary()));
        }
        return whole;
    }

    /** Whether the last event tells the same in short. */
    boolean hasShortForm(JsonObject summary) {
        return expected.mode() == Mode.PAIR
                ? rows.hasShortForm(summary)
                : is(summary, "pairs", predicted)
                        && is(summary, "variants", variants)
                        && is(summary, "skipped", skipped)
                        && called.entrySet().stream().allMatch(count -> is(summary, count.getKey(), count.getValue()));
    }

    private static boolean is(JsonObject summary, String count, long value) {
        return summary.getValue(count) instanceof Number said
                && said.longValue() == value
                && said.doubleValue() == said.longValue();
    }

    private Shape model() {
        var model = expected.held().job().model();
        return new ObjectShape()
                .with("id", Shape.whole(model.id(), model.id()))
                .with("name", Shape.same(model.name(), "the job's model"))
                .with("version", Shape.same(model.version(), "the job's model version"))
                .with("title", TEXT)
                .with("digest", Shape.form(DIGEST, 100))
                .maybe("trainingYears", Shape.orNull(Shape.list(Shape.whole(1800, 3000), 2, 2)));
    }

    private Shape threshold() {
        return new ObjectShape()
                .with("probability", Shape.number(0, 1, value -> threshold = value))
                .with("distanceLog2", Shape.number(0, SITES));
    }

    private Shape summary() {
        var summary = new ObjectShape()
                .with("pairs", Shape.whole(0, expected.rows(), value -> predicted = value))
                .with("variants", Shape.whole(0, expected.rows(), value -> variants = value))
                .with("skipped", Shape.whole(0, expected.rows(), value -> skipped = value));
        CALLED.keySet()
                .forEach(field ->
                        summary.maybe(field, Shape.whole(0, expected.rows(), value -> called.put(field, value))));
        return summary;
    }

    private Shape beforeRows(Shape shape) {
        return json -> {
            if (rowsRead) {
                throw Malformed.at(json, "stands behind the rows");
            }
            shape.read(json);
        };
    }

    private void pairs(JsonParser json) throws IOException {
        rowsRead = true;
        int most = (int) Math.min(expected.rows(), Integer.MAX_VALUE);
        int least = expected.mode() == Mode.PAIR || expected.mode() == Mode.LIST ? most : 0;
        Shape.list(rows.shape(threshold), least, most).read(json);
    }

    private void ended(JsonParser json) throws IOException {
        if (expected.mode() == Mode.PAIR) {
            return;
        }
        if (predicted != rows.predicted() || variants != rows.variants()) {
            throw new Malformed("/summary does not count the rows");
        }
        for (var field : called.keySet()) {
            if (called.getOrDefault(field, 0L) != rows.called(CALLED.getOrDefault(field, ""))) {
                throw new Malformed("/summary/" + field + " does not count the rows");
            }
        }
        if (skipped < rows.withoutFigures()) {
            throw new Malformed("/summary/skipped leaves rows without figures out");
        }
    }
}
