package io.driftline.input.pairs;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A table of pairs, as spreadsheets and people write it. */
public final class PairTable {
    private final Consumer<PairRow> taker;
    private @Nullable PairColumns columns;

    private PairTable(Consumer<PairRow> taker) {
        this.taker = taker;
    }

    /** Hands over pair by pair; fails with INVALID_FIELD where the columns are not clear, or a line lacks one. */
    public static void each(String text, Consumer<PairRow> taker) {
        CsvReader.each(text, new PairTable(taker)::row);
    }

    private void row(CsvReader.Row row) {
        var known = columns;
        if (known == null) {
            known = PairColumns.of(row);
            columns = known;
            if (known.titled()) {
                return;
            }
        }
        taker.accept(known.row(row));
    }
}
