package io.driftline.cli.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.driftline.cli.CliException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The command line reads each golden file as the page and the API do, whether it predicts alone or at a server. */
class GoldenReadingsTest {
    private static final Path FOLDER = Path.of("src", "test", "contract", "readings");
    private static final String EXPECTED = ".read.json";

    static Stream<Path> sequences() throws IOException {
        return goldens().filter(file -> !expected(file).isEmpty());
    }

    static Stream<Path> others() throws IOException {
        return goldens().filter(file -> expected(file).isEmpty() && !isTable(file));
    }

    static Stream<Path> tables() throws IOException {
        return goldens().filter(GoldenReadingsTest::isTable);
    }

    @ParameterizedTest
    @MethodSource
    void sequences(Path file) {
        assertThat(FastaFiles.read(List.of(file)).all())
                .extracting(FastaFiles.Sequence::header)
                .isEqualTo(expected(file));
    }

    @ParameterizedTest
    @MethodSource
    void others(Path file) {
        var alone = List.of(file);

        assertThatThrownBy(() -> FastaFiles.read(alone))
                .isInstanceOf(CliException.class)
                .hasMessageContaining(file.getFileName().toString());
    }

    @ParameterizedTest
    @MethodSource
    void tables(Path file) {
        assertThat(PairsFile.read(file))
                .isNotEmpty()
                .allSatisfy(pair -> assertThat(pair.a() + pair.b()).isNotBlank().doesNotContain("\uFFFD"));
    }

    private static Stream<Path> goldens() throws IOException {
        try (var files = Files.list(FOLDER)) {
            return files.filter(file -> !file.toString().endsWith(EXPECTED)).sorted().toList().stream();
        }
    }

    private static List<String> expected(Path file) {
        return readings(file).stream()
                .flatMap(reading -> ((JsonObject) reading).getJsonArray("records").stream())
                .map(record -> ((JsonObject) record).getString("name"))
                .toList();
    }

    private static boolean isTable(Path file) {
        return "table".equals(readings(file).getJsonObject(0).getString("format"));
    }

    private static JsonArray readings(Path file) {
        try {
            return new JsonObject(Files.readString(Path.of(file + EXPECTED))).getJsonArray("files");
        } catch (IOException missing) {
            throw new AssertionError(missing);
        }
    }
}
