package io.driftline.catalog;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * How well a model's forecasts of later years came out with one encoding: what whoever names no model gets is the strongest.
 *
 * @param subtypes how many were forecast
 * @param from mean of the first years of the strictest forecasts, which come before how well: figures of other years do not compare
 * @param mcc mean Matthews correlation, -1 to 1; 0 without forecasts
 */
public record ForecastStrength(int subtypes, double from, double mcc) implements Comparable<ForecastStrength> {
    /** Splits that are forecasts, the one that chose nothing first. */
    private static final List<String> FORECASTS = List.of("time", "rolling");

    private static final Comparator<ForecastStrength> ORDER = Comparator.comparingInt(ForecastStrength::subtypes)
            .thenComparingDouble(ForecastStrength::from)
            .thenComparingDouble(ForecastStrength::mcc);

    /** Of these measurements, as {@code model.yaml} tells them, those of the subtypes that the model is for. */
    public static ForecastStrength of(JsonArray quality, Collection<String> subtypes, String encoding) {
        var strictest = new TreeMap<String, JsonObject>();
        for (String split : FORECASTS) {
            quality.stream()
                    .map(JsonObject.class::cast)
                    .filter(entry -> split.equals(entry.getString("split")))
                    .filter(entry -> encoding.equals(entry.getString("encoding")))
                    .filter(entry -> subtypes.contains(entry.getString("subtype")))
                    .filter(entry -> entry.getValue("mcc") != null)
                    .forEach(entry -> strictest.putIfAbsent(entry.getString("subtype"), entry));
        }
        return new ForecastStrength(
                strictest.size(), mean(strictest.values(), "from"), mean(strictest.values(), "mcc"));
    }

    private static double mean(Collection<JsonObject> forecasts, String figure) {
        return forecasts.stream()
                .mapToDouble(entry -> entry.getDouble(figure, 0.0))
                .average()
                .orElse(0);
    }

    @Override
    public int compareTo(ForecastStrength other) {
        return ORDER.compare(this, other);
    }
}
