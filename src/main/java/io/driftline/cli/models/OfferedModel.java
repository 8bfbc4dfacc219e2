package io.driftline.cli.models;

import io.driftline.catalog.ForecastStrength;
import io.driftline.cli.CliException;
import io.vertx.core.json.JsonArray;
import java.util.Comparator;
import java.util.List;
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
    /** A model, and the encoding to use it with. */
    public record Choice(OfferedModel model, String encoding) {
        private static final Comparator<Choice> STRENGTH = Comparator.comparing(Choice::strength)
                .thenComparing(choice -> choice.model().name(), Comparator.reverseOrder());

        private ForecastStrength strength() {
            return ForecastStrength.of(model.quality(), model.subtypes(), encoding);
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
