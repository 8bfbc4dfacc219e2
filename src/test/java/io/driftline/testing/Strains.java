package io.driftline.testing;

import java.util.Random;

/** FASTA of many strains, for tests that have no surveillance of their own. */
public final class Strains {
    private static final String RESIDUES = "ACDEFGHIKLMNPQRSTVWY";

    private Strains() {}

    /**
     * H3N2 strains named {@code A/Test/1/2005} and on, each with six substitutions of its own.
     *
     * @param example FASTA whose second record is the protein to begin with
     */
    public static String fasta(String example, int count) {
        return fasta(example, "A/Test/%d/2005", count);
    }

    /** The same with names of another pattern. */
    public static String fasta(String example, String name, int count) {
        var protein = example.strip().split("(?m)^>.*$", -1)[2].replaceAll("\\s", "");
        var random = new Random(1);
        var fasta = new StringBuilder();
        for (int i = 1; i <= count; i++) {
            var letters = new StringBuilder(protein);
            for (int change = 0; change < 6; change++) {
                letters.setCharAt(60 + random.nextInt(250), RESIDUES.charAt(random.nextInt(RESIDUES.length())));
            }
            fasta.append('>')
                    .append(name.formatted(i))
                    .append('\n')
                    .append(letters)
                    .append('\n');
        }
        return fasta.toString();
    }
}
