package io.driftline.cli.predict;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Subtypes as laboratories write them. */
class PairsFileTest {
    @ParameterizedTest
    @CsvSource({
        "A(H3N2), H3N2",
        "H5, H5N1",
        "A(H1N1)pdm09, H1N1",
        "B/Vic, B/Victoria",
        "Victoria, B/Victoria",
        "b/victoria lineage, B/Victoria",
        "B(Yamagata), B/Yamagata",
        "BYam, B/Yamagata",
        "H7N9, H7N9",
        "B, B"
    })
    void namesSubtypesAsModelsDo(String given, String known, @TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("pairs.csv"), "subtype,strain_a,strain_b\n" + given + ",one,two\n");

        assertThat(PairsFile.read(file)).extracting(PairsFile.Pair::subtype).containsExactly(known);
    }
}
