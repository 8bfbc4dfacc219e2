package io.driftline.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelRepositoryTest {
    @TempDir
    Path data = Path.of("");

    @Test
    void unpacksWhatShipsAndLeavesWhatIsThere() throws IOException {
        var models = new ModelRepository(data.resolve("models")).unpack();
        var manifest = firstManifest(models);
        Files.writeString(manifest, "changed");

        new ModelRepository(data.resolve("models")).unpack();

        assertThat(manifest).hasContent("changed");
    }

    @Test
    void leavesOutWhatAnOperatorHasRetired() throws IOException {
        var models = new ModelRepository(data.resolve("models")).unpack();
        var version = firstManifest(models).getParent();
        var retired = data.resolve("models.retired").resolve(models.relativize(version));
        Files.createDirectories(retired.getParent());
        Files.move(version, retired);

        new ModelRepository(data.resolve("models")).unpack();

        assertThat(version).doesNotExist();
    }

    private static Path firstManifest(Path models) throws IOException {
        try (var files = Files.walk(models)) {
            return files.filter(file -> file.endsWith("model.yaml"))
                    .sorted()
                    .findFirst()
                    .orElseThrow();
        }
    }
}
