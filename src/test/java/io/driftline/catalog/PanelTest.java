package io.driftline.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.driftline.config.StartException;
import io.driftline.testing.TestConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped strains, and what an operator adds. */
class PanelTest {
    private static final String HA1 = "QKLPGNDNSTATLCLGHHAVPNGTIVKTITNDQIEVTNATELVQSSSTGGICDSPHQILDGENC".repeat(4);

    @Test
    void shipsStrainsOfEachSubtypeWithTheirAccessions(@TempDir Path folder) {
        var references = Panel.load(TestConfig.in(folder)).references();

        assertThat(references)
                .extracting(each -> each.subtype().orElse(""))
                .containsExactly(
                        "H1N1", "H3N2", "H3N2", "H5N1", "H1N1", "H1N1", "H3N2", "H3N2", "H3N2", "H3N2", "B/Victoria");
        assertThat(references).allSatisfy(each -> assertThat(each.source())
                .hasValueSatisfying(source -> assertThat(source).startsWith("GenBank ")));
    }

    @Test
    void takesAnOperatorsStrainsAndLetsThemReplaceShippedOnes(@TempDir Path folder) throws IOException {
        var panel = load(folder, ">A/Texas/50/2012\n" + HA1 + "\n>A/Beijing/32/1992\n" + HA1);

        assertThat(panel.records()).hasSize(12);
        assertThat(panel.records().get(2).letters()).isEqualTo(HA1);
        assertThat(panel.references().get(2).source()).isEmpty();
        assertThat(panel.records().get(11).name()).isEqualTo("A/Texas/50/2012");
        assertThat(panel.records().get(11).record()).isEqualTo(12);
    }

    @Test
    void namesThePresentVaccineStrainsThatItLacks(@TempDir Path folder) throws IOException {
        assertThat(Panel.load(TestConfig.in(folder)).missing())
                .extracting(each -> each.name() + " " + each.passage())
                .containsExactly(
                        "B/Austria/1359417/2021 egg",
                        "B/Austria/1359417/2021 cell",
                        "B/Tokyo/EIS13-175/2025 egg",
                        "B/Pennsylvania/14/2025 cell");
        var filled = load(
                folder,
                ">B/Austria/1359417/2021_E4\n" + HA1 + "\n>b/pennsylvania/0014/2025|EPI_ISL_1|2025-01-02\n" + HA1);

        assertThat(filled.missing())
                .extracting(each -> each.name() + " " + each.passage())
                .containsExactly("B/Austria/1359417/2021 cell", "B/Tokyo/EIS13-175/2025 egg");
    }

    @Test
    void refusesToStartWithAFileThatIsNoFasta(@TempDir Path folder) {
        assertThatThrownBy(() -> load(folder, "strain,sequence\n"))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("panel.fasta")
                .hasMessageContaining("Line 1 comes before any header");
        assertThatThrownBy(() -> Panel.load(TestConfig.in(folder, Map.of("panel.fasta", "nowhere.fasta"))))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("nowhere.fasta");
    }

    private static Panel load(Path folder, String fasta) throws IOException {
        var file = Files.writeString(folder.resolve("added.fasta"), fasta);
        return Panel.load(TestConfig.in(folder, Map.of("panel.fasta", file.toString())));
    }
}
