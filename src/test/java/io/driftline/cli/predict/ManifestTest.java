package io.driftline.cli.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.driftline.cli.CliException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run as a YAML file. */
class ManifestTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void namesFilesFromWhereItLies() throws IOException {
        var manifest = Manifest.read(
                write(
                        """
                sequences: [season.fasta.gz, more.fasta]
                references: vaccines.fasta
                model: ensemble
                modelVersion: 2
                outputs:
                  - out/season.csv
                  - /srv/season.matrix.tsv
                provenance: season.provenance.json
                """));

        assertThat(manifest.sequences())
                .containsExactly(folder.resolve("season.fasta.gz"), folder.resolve("more.fasta"));
        assertThat(manifest.references())
                .isEqualTo(folder.resolve("vaccines.fasta").toString());
        assertThat(manifest.modelVersion()).isEqualTo("2");
        assertThat(manifest.outputs())
                .containsExactly(folder.resolve("out/season.csv"), Path.of("/srv/season.matrix.tsv"));
        assertThat(manifest.provenance()).isEqualTo(folder.resolve("season.provenance.json"));
        assertThat(manifest.pairs()).isNull();
    }

    @Test
    void takesOneFileWithoutAList() throws IOException {
        var manifest = Manifest.read(write("sequences: season.fasta\nreferences: panel\n"));

        assertThat(manifest.sequences()).containsExactly(folder.resolve("season.fasta"));
        assertThat(manifest.references()).isEqualTo("panel");
        assertThat(manifest.outputs()).isEmpty();
    }

    @Test
    void takesAPanelOfTheServerForNoFile() throws IOException {
        var manifest = Manifest.read(write("sequences: season.fasta\nreferences: panel:Season 2026\n"));

        assertThat(manifest.references()).isEqualTo("panel:Season 2026");
    }

    @Test
    void refusesWhatItDoesNotKnowByName() throws IOException {
        var misspelt = write("sequences: season.fasta\nrefrences: panel\n");
        var twice = write("mode: all\nmode: query\n");

        assertThatThrownBy(() -> Manifest.read(misspelt))
                .isInstanceOf(CliException.class)
                .hasMessageContaining("\"refrences\", which is none of encoding, mode, model")
                .satisfies(
                        refused -> assertThat(((CliException) refused).status()).isEqualTo(CliException.UNUSABLE));
        assertThatThrownBy(() -> Manifest.read(twice))
                .hasMessageContaining("mode")
                .hasMessageContaining("line 2");
        assertThatThrownBy(() -> Manifest.read(folder.resolve("none.yaml"))).hasMessageContaining("cannot be read");
    }

    private Path write(String text) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "run", ".yaml"), text);
    }
}
