package io.driftline.bench.load;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Random;

/**
 * Submissions that no cache has seen: the example's protein and coding sequence, each with a few substitutions at
 * random places of HA1. The same seed gives the same pairs.
 */
public final class Pairs {
    /** The mature HA1 of H3 in the precursor, zero-based, end excluded; its last residues are left alone. */
    private static final int HA1_BEGIN = 16;

    private static final int HA1_END = 336;
    private static final int MOST_SUBSTITUTIONS = 8;

    /** Each amino acid but cysteine, which holds the fold together, with a codon of it. */
    private static final String RESIDUES = "ADEFGHIKLMNPQRSTVWY";

    private static final String[] CODONS = {
        "GCA", "GAC", "GAA", "TTC", "GGA", "CAC", "ATA", "AAA", "CTG", "ATG", "AAC", "CCA", "CAA", "AGA", "AGC", "ACA",
        "GTC", "TGG", "TAC"
    };

    private final long modelId;
    private final String encodingId;
    private final String protein;
    private final String coding;
    private final Random random;
    private int made;

    public Pairs(long modelId, String encodingId, String exampleFasta, long seed) {
        this.modelId = modelId;
        this.encodingId = encodingId;
        String[] records = exampleFasta.strip().split("(?m)^>.*$", -1);
        this.coding = records[1].replaceAll("\\s", "");
        this.protein = records[2].replaceAll("\\s", "");
        this.random = new Random(seed);
    }

    /** The body of the next submission. */
    public Buffer next() {
        made++;
        String fasta = ">A/bench/" + made + "/2005 protein\n" + mutated(protein, 1) + "\n>A/bench/" + made
                + "/1992 coding sequence\n" + mutated(coding, 3) + "\n";
        return new JsonObject()
                .put("modelId", modelId)
                .put("encodingId", encodingId)
                .put("mode", "pair")
                .put(
                        "sequences",
                        new JsonArray()
                                .add(fasta.substring(0, fasta.indexOf("\n>") + 1))
                                .add(fasta.substring(fasta.indexOf("\n>") + 1)))
                .toBuffer();
    }

    /** @param width letters of one residue: 1 in a protein, 3 in a coding sequence */
    private String mutated(String sequence, int width) {
        var mutated = new StringBuilder(sequence);
        int wanted = 1 + random.nextInt(MOST_SUBSTITUTIONS);
        while (wanted > 0) {
            int site = (HA1_BEGIN + random.nextInt(HA1_END - HA1_BEGIN)) * width;
            String before = sequence.substring(site, site + width);
            if (before.equals("C") || before.equals("TGT") || before.equals("TGC")) {
                continue;
            }
            int residue = random.nextInt(CODONS.length);
            String after = width == 1 ? RESIDUES.substring(residue, residue + 1) : CODONS[residue];
            mutated.replace(site, site + width, after);
            wanted--;
        }
        return mutated.toString();
    }
}
