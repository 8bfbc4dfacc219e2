package io.driftline.cli.predict;

import io.driftline.cli.CliException;
import io.driftline.cli.Inputs;
import io.driftline.input.bytes.Room;
import io.driftline.input.formats.TextReader;
import io.driftline.input.pairs.PairTable;
import io.driftline.input.pairs.SubtypeSpelling;
import io.driftline.problem.ServiceException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code pairs.csv}: a subtype and two strains, in whatever order, encoding and spelling of the titles. */
public final class PairsFile {
    static final List<String> COLUMNS = List.of("subtype", "strain_a", "strain_b");

    private PairsFile() {}

    /** A row: the subtype in the field's spelling, and two strains by their names in the sequence files. */
    public record Pair(String subtype, String a, String b) {}

    /** Every row, in order; fails if the file cannot be read or its columns are not clear. */
    public static List<Pair> read(Path file) {
        var pairs = new ArrayList<Pair>();
        try {
            var table = new TextReader(new Room(Inputs.MOST_BYTES)).table(Inputs.source(file));
            PairTable.each(table, row -> pairs.add(new Pair(SubtypeSpelling.of(row.subtype()), row.a(), row.b())));
        } catch (ServiceException refused) {
            throw CliException.unusable(file + ": " + refused.detail());
        }
        return List.copyOf(pairs);
    }
}
