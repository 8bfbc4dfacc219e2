package io.driftline.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A model that can be chosen, here or at a server.
 *
 * @param id the catalogue's; 0 here
 * @param quality as {@code model.yaml} measures it
 */
record OfferedModel(long id, String name, String version, List<String> encodings, JsonArray quality) {
    private static final Comparator<OfferedModel> STRENGTH = Comparator.comparingDouble(OfferedModel::strength);

    /** The one of this name, or the strongest if none is named; fails with the names that there are. */
    static OfferedModel choose(List<OfferedModel> models, @Nullable String name, String where) {
        if (name == null) {
            return models.stream()
                    .max(STRENGTH.thenComparing(OfferedModel::name))
                    .orElseThrow(() -> CliException.failed(where + " has no model."));
        }
        return models.stream()
                .filter(model -> model.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> CliException.unusable(
                        "Unknown model \"" + name + "\"; " + where + " has " + names(models) + "."));
    }

    /** The encoding of this name, or the model's first; fails with those that it was trained with. */
    String encoding(@Nullable String wanted) {
        if (wanted != null && !encodings.contains(wanted)) {
            throw CliException.unusable(name + " was not trained with the encoding \"" + wanted + "\"; choose one of "
                    + String.join(", ", encodings) + ".");
        }
        return wanted == null ? encodings.get(0) : wanted;
    }

    /** Matthews correlation forward in time, the mean over subtypes, in the encoding where that is best. */
    private double strength() {
        return quality.stream()
                .map(JsonObject.class::cast)
                .filter(entry -> "time".equals(entry.getString("split")))
                .filter(entry -> entry.getDouble("mcc") != null)
                .collect(Collectors.groupingBy(
                        entry -> Objects.toString(entry.getString("encoding")),
                        Collectors.averagingDouble(entry -> entry.getDouble("mcc"))))
                .values()
                .stream()
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(Double.NEGATIVE_INFINITY);
    }

    private static String names(List<OfferedModel> models) {
        return models.isEmpty()
                ? "none"
                : models.stream().map(OfferedModel::name).distinct().sorted().collect(Collectors.joining(", "));
    }
}
