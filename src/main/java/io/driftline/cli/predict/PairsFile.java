package io.driftline.cli.predict;

import io.driftline.cli.CliException;
import io.driftline.cli.Inputs;
import io.driftline.input.bytes.Room;
import io.driftline.input.formats.TextReader;
import io.driftline.input.pairs.PairTable;
import io.driftline.problem.ServiceException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** {@code pairs.csv}: a subtype and two strains, in whatever order, encoding and spelling of the titles. */
public final class PairsFile {
    static final List<String> COLUMNS = List.of("subtype", "strain_a", "strain_b");

    /** Letters and figures of {@code A(H3N2)}, {@code A/H3}, {@code A(H1N1)pdm09}. */
    private static final Pattern SUBTYPE = Pattern.compile("A?(H\\d{1,2}(?:N\\d{1,2})?)(?:PDM(?:09)?|V)?");

    /** Of {@code B/Vic}, {@code B Yamagata}, {@code B(Victoria)}. */
    private static final Pattern LINEAGE = Pattern.compile("B?(?:(VIC(?:TORIA)?)|YAM(?:AGATA)?)(?:LINEAGE)?");

    /** Where a haemagglutinin alone is named, the subtype whose models know it. */
    private static final Map<String, String> OF_HA = Map.of("H1", "H1N1", "H3", "H3N2", "H5", "H5N1");

    private PairsFile() {}

    /** A row: the subtype in the field's spelling, and two strains by their names in the sequence files. */
    public record Pair(String subtype, String a, String b) {}

    /** Every row, in order; fails if the file cannot be read or its columns are not clear. */
    public static List<Pair> read(Path file) {
        var pairs = new ArrayList<Pair>();
        try {
            var table = new TextReader(new Room(Inputs.MOST_BYTES)).table(Inputs.source(file));
            PairTable.each(table, row -> pairs.add(new Pair(subtype(row.subtype()), row.a(), row.b())));
        } catch (ServiceException refused) {
            throw CliException.unusable(file + ": " + refused.detail());
        }
        return List.copyOf(pairs);
    }

    /** What is not understood stays as it is, and is refused by whoever needs it. */
    private static String subtype(String given) {
        var letters = given.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "");
        var lineage = LINEAGE.matcher(letters);
        if (lineage.matches()) {
            return lineage.group(1) == null ? "B/Yamagata" : "B/Victoria";
        }
        var found = SUBTYPE.matcher(letters);
        return found.matches() ? OF_HA.getOrDefault(found.group(1), found.group(1)) : given.strip();
    }
}
