package io.driftline.input.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page of the API names every kind of file and every encoding that the reader knows. */
class ReadFilesDocTest {
    /** What a file is called that is of no kind. */
    private static final Set<Format> OF_NO_KIND = Set.of(Format.TABLE, Format.EMPTY, Format.TEXT, Format.BINARY);

    private static final Path READINGS = Path.of("src", "test", "contract", "readings");

    @Test
    void namesEveryKindOfFile() throws IOException {
        var kinds = Arrays.stream(Format.values())
                .filter(format -> !OF_NO_KIND.contains(format))
                .map(Format::label)
                .toList();

        assertThat(section().toLowerCase(Locale.ROOT)).contains(kinds);
    }

    @Test
    void namesEveryEncodingOfTheGoldenReadings() throws IOException {
        try (var files = Files.list(READINGS)) {
            var encodings = files.filter(file -> file.toString().endsWith(".read.json"))
                    .flatMap(file -> encodings(file).stream())
                    .filter(encoding -> !encoding.isEmpty())
                    .collect(Collectors.toSet());

            assertThat(encodings).contains("GB18030", "EUC-KR");
            assertThat(section().toLowerCase(Locale.ROOT))
                    .contains(encodings.stream()
                            .map(encoding -> encoding.toLowerCase(Locale.ROOT))
                            .toList());
        }
    }

    private static List<String> encodings(Path file) {
        try {
            return new JsonObject(Files.readString(file))
                    .getJsonArray("files").stream()
                            .map(read -> ((JsonObject) read).getString("encoding"))
                            .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String section() throws IOException {
        var page = Files.readString(Path.of("docs", "api.md"));
        return page.split("\n## Which files are read\n", 2)[1].split("\n## ", 2)[0];
    }
}
