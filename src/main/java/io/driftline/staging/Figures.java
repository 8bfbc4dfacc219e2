package io.driftline.staging;

import com.fasterxml.jackson.core.JsonParser;
import io.driftline.json.Malformed;
import io.driftline.json.ObjectShape;
import io.driftline.json.Shape;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Verdict and figures of one pair: in their ranges, all there or none, and saying the same. Older results have no verdict. */
final class Figures {
    /** No titre is so far from another; log2 units. */
    static final double FARTHEST = 1_000;

    /** What a pair without figures is called. */
    private static final String OUTSIDE = "outside";

    static final Set<String> VERDICTS = Set.of("similar", "variant", "undecided", OUTSIDE);

    /** Figures are rounded to so much. */
    private static final double ROUNDING = 0.001;

    private final double threshold;
    private final Map<String, Long> called = new HashMap<>();
    private @Nullable String verdict;
    private int found;
    private boolean variant;
    private double probability;
    private double distance;
    private final double[] interval = new double[2];
    private int ends;

    Figures(double threshold) {
        this.threshold = threshold;
    }

    void addTo(ObjectShape pair) {
        pair.maybe("verdict", json -> {
                    Shape.oneOf(VERDICTS).read(json);
                    verdict = json.getText();
                })
                .with("variant", Shape.orNull(Shape.flag(value -> {
                    variant = value;
                    found++;
                })))
                .with("probability", Shape.orNull(Shape.number(0, 1, value -> {
                    probability = value;
                    found++;
                })))
                .with("distanceLog2", Shape.orNull(Shape.number(0, FARTHEST, value -> {
                    distance = value;
                    found++;
                })))
                .with(
                        "interval",
                        Shape.orNull(Shape.list(
                                Shape.number(0, 2 * FARTHEST, value -> interval[Math.min(ends++, 1)] = value),
                                2,
                                2,
                                count -> found++)));
    }

    void clear() {
        verdict = null;
        found = 0;
        ends = 0;
    }

    /** Whether there are any. */
    boolean check(JsonParser json) throws IOException {
        if (verdict != null && OUTSIDE.equals(verdict) != (found == 0)) {
            throw Malformed.at(json, "has a verdict that its figures do not allow");
        }
        if (found == 0) {
            return false;
        }
        checkFigures(json);
        if (verdict != null) {
            called.merge(verdict, 1L, Long::sum);
        }
        return true;
    }

    private void checkFigures(JsonParser json) throws IOException {
        if (found != 4) {
            throw Malformed.at(json, "has some of its figures only");
        }
        if (!(interval[0] <= distance + ROUNDING && distance <= interval[1] + ROUNDING)) {
            throw Malformed.at(json, "has an interval that its distance is not in");
        }
        if (Math.abs(probability - threshold) > ROUNDING && variant != (probability >= threshold)) {
            throw Malformed.at(json, "is a variant against its probability");
        }
        if ((variant ? "similar" : "variant").equals(verdict)) {
            throw Malformed.at(json, "is called the opposite of what it is");
        }
    }

    /** Of all pairs with figures, how many have a verdict. */
    long called(String which) {
        return called.getOrDefault(which, 0L);
    }

    boolean variant() {
        return variant;
    }

    /** Whether they are those of a short form, which has none where there are none. */
    boolean areIn(JsonObject summary) {
        if (verdict != null && summary.containsKey("verdict") && !verdict.equals(summary.getValue("verdict"))) {
            return false;
        }
        if (found == 0) {
            return !summary.containsKey("variant") && !summary.containsKey("probability");
        }
        return summary.getValue("variant") instanceof Boolean said
                && said == variant
                && is(summary, "probability", probability)
                && is(summary, "distanceLog2", distance);
    }

    private static boolean is(JsonObject summary, String figure, double value) {
        return summary.getValue(figure) instanceof Number said && said.doubleValue() == value;
    }
}
