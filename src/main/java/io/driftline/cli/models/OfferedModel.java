package io.driftline.cli.models;

import io.driftline.cli.CliException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A model that can be chosen, here or at a server.
 *
 * @param id the catalogue's; 0 here
 * @param quality as {@code model.yaml} measures it
 */
public record OfferedModel(
        long id, String name, String version, List<String> subtypes, List<String> encodings, JsonArray quality) {
    /** Splits that are forecasts of later years, the one that chose nothing first. */
    private static final List<String> FORECASTS = List.of("time", "rolling");

    /** A model, and the encoding to use it with. */
    public record Choice(OfferedModel model, String encoding) {
        /**
         * How many subtypes were forecast; then how late the forecast years begin, since figures of other years do not
         * compare; then how well: the mean Matthews correlation.
         */
        private static final Comparator<Choice> STRENGTH = Comparator.<Choice>comparingInt(
                        choice -> choice.forecasts().size())
                .thenComparingDouble(choice -> choice.mean("from"))
                .thenComparingDouble(choice -> choice.mean("mcc"))
                .thenComparing(choice -> choice.model().name(), Comparator.reverseOrder());

        private double mean(String figure) {
            return forecasts().stream()
                    .mapToDouble(entry -> entry.getDouble(figure, 0.0))
                    .average()
                    .orElse(0);
        }

        /** The strictest forecast of each subtype: the final window, or where it has no pairs those before. */
        private Collection<JsonObject> forecasts() {
            var strictest = new TreeMap<String, JsonObject>();
            for (String split : FORECASTS) {
                model.quality().stream()
                        .map(JsonObject.class::cast)
                        .filter(entry -> split.equals(entry.getString("split")))
                        .filter(entry -> encoding.equals(entry.getString("encoding")))
                        .filter(entry -> model.subtypes().contains(entry.getString("subtype")))
                        .filter(entry -> entry.getValue("mcc") != null)
                        .forEach(entry -> strictest.putIfAbsent(entry.getString("subtype"), entry));
            }
            return strictest.values();
        }
    }

    /**
     * The model of this name, or the strongest of those with the encoding; and the encoding of this name, or the model's
     * first. Fails with the names that there are.
     */
    public static Choice choose(
            List<OfferedModel> models, @Nullable String name, @Nullable String encoding, String where) {
        if (name != null) {
            var model = models.stream()
                    .filter(each -> each.name().equalsIgnoreCase(name))
                    .findFirst()
                    .orElseThrow(() -> CliException.unusable(
                            "Unknown model \"" + name + "\"; " + where + " has " + names(models) + "."));
            return model.with(encoding);
        }
        return models.stream()
                .filter(model -> encoding == null || model.encodings().contains(encoding))
                .map(model -> model.with(encoding))
                .max(Choice.STRENGTH)
                .orElseThrow(() -> CliException.unusable(
                        encoding == null
                                ? where + " has no model."
                                : "Of the models of " + where + ", which are " + names(models)
                                        + ", none was trained with the encoding \"" + encoding + "\"."));
    }

    private Choice with(@Nullable String encoding) {
        if (encoding != null && !encodings.contains(encoding)) {
            throw CliException.unusable(name + " was not trained with the encoding \"" + encoding + "\"; choose one of "
                    + String.join(", ", encodings) + ".");
        }
        return new Choice(this, encoding == null ? encodings.get(0) : encoding);
    }

    private static String names(List<OfferedModel> models) {
        return models.isEmpty()
                ? "none"
                : models.stream().map(OfferedModel::name).distinct().sorted().collect(Collectors.joining(", "));
    }
}
