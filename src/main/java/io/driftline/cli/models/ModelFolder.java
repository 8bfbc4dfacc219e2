package io.driftline.cli.models;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A model repository on disk, as far as choosing from it goes. */
public final class ModelFolder {
    private static final String MANIFEST = "model.yaml";
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Comparator<OfferedModel> BY_VERSION = Comparator.<OfferedModel>comparingInt(
                    model -> model.version().length())
            .thenComparing(OfferedModel::version);

    private ModelFolder() {}

    /** Each model once: in the version asked for, where it has that, or else in its newest. */
    public static List<OfferedModel> read(Path folder, @Nullable String version) throws IOException {
        var models = new TreeMap<String, OfferedModel>();
        try (Stream<Path> files = Files.walk(folder, 3)) {
            for (Path file : (Iterable<Path>) files.filter(path -> path.endsWith(MANIFEST))::iterator) {
                var model = model(file);
                if (version == null || version.equals(model.version())) {
                    models.merge(model.name(), model, BinaryOperator.maxBy(BY_VERSION));
                }
            }
        }
        return List.copyOf(models.values());
    }

    /** What a version says of itself. */
    public static JsonObject manifest(Path folder, String name, String version) throws IOException {
        return manifest(manifestFile(folder, name, version));
    }

    /** The file whose digest is the version's. */
    public static Path manifestFile(Path folder, String name, String version) {
        return folder.resolve(name).resolve(version).resolve(MANIFEST);
    }

    private static JsonObject manifest(Path file) throws IOException {
        return new JsonObject(YAML.readValue(file.toFile(), new TypeReference<Map<String, Object>>() {}));
    }

    private static OfferedModel model(Path file) throws IOException {
        var manifest = manifest(file);
        return new OfferedModel(
                0,
                manifest.getString("name"),
                String.valueOf(manifest.getValue("version")),
                names(manifest, "subtypes"),
                names(manifest, "encodings"),
                manifest.getJsonArray("quality", new JsonArray()));
    }

    private static List<String> names(JsonObject manifest, String list) {
        return manifest.getJsonArray(list).stream().map(String::valueOf).toList();
    }
}
