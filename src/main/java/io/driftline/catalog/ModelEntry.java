package io.driftline.catalog;

import io.vertx.core.json.JsonArray;
import java.util.List;
import java.util.Optional;

/**
 * A model as the catalogue shows it, in its active version.
 *
 * @param chinese its name and description in Chinese, if the repository gives them
 * @param quality measured quality, as {@code model.yaml} tells it
 * @param online whether any worker serves it now; only then can it be chosen
 */
public record ModelEntry(
        long id,
        String repository,
        String name,
        String info,
        Optional<Chinese> chinese,
        int likes,
        long views,
        boolean liked,
        String version,
        String digest,
        JsonArray subtypes,
        List<EncodingName> encodings,
        Optional<JsonArray> trainingYears,
        JsonArray quality,
        Optional<String> citation,
        boolean online) {
    public ModelEntry {
        encodings = List.copyOf(encodings);
    }

    /** The same thing in Chinese. */
    public record Chinese(String name, String info) {}

    /** An encoding that the model was trained with. */
    public record EncodingName(String id, String name) {}
}
