package io.driftline.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Files of a season as laboratories have them, in {@code src/test/contract/seasons}: made of the GenBank records that
 * the product ships, with silent changes, under headers of each source's style.
 */
public enum Seasons {
    /** EpiFlu's fields by bars, blanks as underscores, lower case, Windows line ends: 4 H3N2, 2 H1N1, 1 H5N1. */
    GISAID("gisaid.fasta", 7),
    /** Accession and title of GenBank; another segment between: 2 H3N2, 1 H1N1, 1 H5N1. */
    NCBI_VIRUS(
            "ncbi-virus.fasta",
            1,
            "CY114383.1 |Influenza A virus (A/Perth/16/2009(H3N2)) neuraminidase (NA) gene, complete cds"),
    /** Sample, type, segment and subtype; ends without coverage, other segments, an empty control; bgzip: 3 H3N2, 1 H1N1. */
    PIPELINE(
            "pipeline.fasta.gz",
            3,
            "25-0411_A_NA_N2",
            "25-0412_A_NA_N2",
            "25-0417_A_NA_N1",
            "25-0420_A_NA_N2",
            "NTC_A_HA");

    private final String file;
    private final int pairs;
    private final String unusable;

    Seasons(String file, int pairs, String... unusable) {
        this.file = file;
        this.pairs = pairs;
        this.unusable = String.join("\n", unusable);
    }

    public String file() {
        return file;
    }

    public byte[] content() throws IOException {
        return Files.readAllBytes(Path.of("src", "test", "contract", "seasons", file));
    }

    /** How many pairs are compared, each record with each of its subtype. */
    public int pairs() {
        return pairs;
    }

    /** Headers of records that are listed and never compared. */
    public List<String> unusable() {
        return unusable.lines().toList();
    }
}
