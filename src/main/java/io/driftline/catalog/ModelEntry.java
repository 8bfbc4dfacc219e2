package io.driftline.catalog;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

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

    /** The encoding of whoever names none: the first, which serves the most subtypes. */
    public String defaultEncoding() {
        return encodings.get(0).id();
    }

    boolean offers(String encoding) {
        return encodings.stream().anyMatch(each -> each.id().equals(encoding));
    }

    private ForecastStrength strength(String encoding) {
        return ForecastStrength.of(
                quality, subtypes.stream().map(String.class::cast).toList(), encoding);
    }

    /**
     * The one that can be chosen and whose forecasts with this encoding, or else with its own default, were best; of equals the
     * first by name.
     */
    public static Optional<ModelEntry> strongest(List<ModelEntry> models, @Nullable String encoding) {
        return models.stream()
                .filter(ModelEntry::online)
                .filter(model -> encoding == null || model.offers(encoding))
                .max(Comparator.<ModelEntry, ForecastStrength>comparing(
                                model -> model.strength(encoding == null ? model.defaultEncoding() : encoding))
                        .thenComparing(ModelEntry::repository, Comparator.reverseOrder()));
    }

    /** Which encodings it was trained with, for each subtype: those that were measured, or all where none was. */
    public Map<String, List<String>> encodingsBySubtype() {
        Map<String, List<String>> trained = new LinkedHashMap<>();
        subtypes.forEach(subtype -> trained.put((String) subtype, trainedFor((String) subtype)));
        return trained;
    }

    private List<String> trainedFor(String subtype) {
        var measured = quality.stream()
                .map(JsonObject.class::cast)
                .filter(each -> subtype.equals(each.getString("subtype")))
                .map(each -> each.getString("encoding"))
                .collect(Collectors.toSet());
        return encodings.stream()
                .map(EncodingName::id)
                .filter(encoding -> measured.isEmpty() || measured.contains(encoding))
                .toList();
    }

    /** The same thing in Chinese. */
    public record Chinese(String name, String info) {}

    /** An encoding that the model was trained with. */
    public record EncodingName(String id, String name) {}
}
