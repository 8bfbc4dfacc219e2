package io.driftline.cli.predict;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.driftline.cli.CliException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A run as a YAML file: the options of {@code predict} by their names, so that it can be kept beside its results and run again.
 * Files are named from where the manifest lies.
 */
record Manifest(
        @Nullable String server,
        @Nullable String model,
        @Nullable String modelVersion,
        @Nullable String encoding,
        @Nullable String mode,
        @Nullable String references,
        @Nullable Path pairs,
        List<Path> sequences,
        List<Path> outputs,
        @Nullable Path provenance) {
    private static final YAMLMapper YAML = YAMLMapper.builder(YAMLFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
            .build();

    /** What the file may say; numbers such as a version are taken as text. */
    private record Said(
            @Nullable String server,
            @Nullable String model,
            @Nullable String modelVersion,
            @Nullable String encoding,
            @Nullable String mode,
            @Nullable String references,
            @Nullable String pairs,
            @Nullable List<String> sequences,
            @Nullable List<String> outputs,
            @Nullable String provenance) {}

    /** Fails with what is wrong in the file, and where. */
    static Manifest read(Path file) {
        try {
            return said(file.toAbsolutePath().resolveSibling(""), YAML.readValue(Files.readString(file), Said.class));
        } catch (UnrecognizedPropertyException unknown) {
            throw CliException.unusable(file + " says \"" + unknown.getPropertyName() + "\", which is none of "
                    + unknown.getKnownPropertyIds().stream()
                            .map(String::valueOf)
                            .sorted()
                            .collect(Collectors.joining(", "))
                    + ".");
        } catch (JsonProcessingException malformed) {
            throw CliException.unusable(file + " cannot be read: "
                    + malformed.getOriginalMessage().lines().findFirst().orElse("no YAML")
                    + (malformed.getLocation() == null
                            ? ""
                            : " (line " + malformed.getLocation().getLineNr() + ")"));
        } catch (IOException unreadable) {
            throw CliException.unusable(file + " cannot be read.");
        }
    }

    private static Manifest said(Path folder, Said said) {
        var references = said.references();
        return new Manifest(
                said.server(),
                said.model(),
                said.modelVersion(),
                said.encoding(),
                said.mode(),
                references == null || PredictJob.isPanel(references)
                        ? references
                        : folder.resolve(references).toString(),
                said.pairs() == null ? null : folder.resolve(said.pairs()),
                paths(folder, said.sequences()),
                paths(folder, said.outputs()),
                said.provenance() == null ? null : folder.resolve(said.provenance()));
    }

    private static List<Path> paths(Path folder, @Nullable List<String> names) {
        return names == null ? List.of() : names.stream().map(folder::resolve).toList();
    }
}
