package io.driftline.api.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftline.input.bytes.Room;
import io.driftline.input.bytes.Source;
import io.driftline.input.formats.Reading;
import io.driftline.input.formats.SequenceReader;
import io.driftline.input.formats.TextReader;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files as laboratories have them, and what is read of each: the right readings lie beside them. */
class ReadingsTest {
    private static final Path FOLDER = Path.of("src", "test", "contract", "readings");
    private static final String EXPECTED = ".read.json";

    static List<String> files() throws IOException {
        try (var files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.endsWith(EXPECTED))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void readsWhatStandsBeside(String name) throws IOException {
        var read = read(name);
        var expected = FOLDER.resolve(name + EXPECTED);
        if (Boolean.getBoolean("driftline.golden.write")) {
            Files.writeString(expected, read.encodePrettily() + "\n");
        }

        assertThat(read).isEqualTo(new JsonObject(Files.readString(expected)));
        assertThat(read.encode()).doesNotContain("\uFFFD");
    }

    private static JsonObject read(String name) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var source = new Source(name, Files.readAllBytes(FOLDER.resolve(name)));
        try (var json = new ReadingsJson(bytes)) {
            for (Reading reading :
                    new SequenceReader(3_000, 2_000).file(source, new TextReader(new Room(1 << 20)), 1)) {
                json.write(reading);
            }
        }
        try (var plain = new GZIPInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return new JsonObject(Buffer.buffer(plain.readAllBytes()));
        }
    }
}
