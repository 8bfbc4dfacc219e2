package io.driftline.staging;

import com.fasterxml.jackson.core.JsonParser;
import io.driftline.job.Mode;
import io.driftline.jobs.HeldJob;
import io.driftline.json.Document;
import io.driftline.json.ObjectShape;
import io.driftline.json.Shape;
import io.driftline.sequences.Gzip;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What a job's result has to be of: its choice, its records in their order, and in mode {@code list} its pairs. */
record Expected(HeldJob held, List<Strain> strains, PairNumbers pairs) {
    private static final int MOST = Integer.MAX_VALUE;

    /** A record as it was staged. */
    record Strain(int record, boolean reference, String name) {}

    Mode mode() {
        return held.job().mode();
    }

    /** Rows that the result may have. */
    long rows() {
        if (mode() == Mode.PAIR || mode() == Mode.LIST) {
            return mode() == Mode.PAIR ? 1 : pairs.pairs();
        }
        long references = strains.stream().filter(Strain::reference).count();
        long records = strains.size() - references;
        return mode() == Mode.QUERY ? records * references : (long) strains.size() * (strains.size() - 1) / 2;
    }

    /** Reads the stored input but its sequences; not on an event loop. */
    static Expected of(HeldJob held) throws IOException {
        var reading = new Reading();
        try (var plain = Gzip.reader(held.input())) {
            Document.read(plain, Shape.list(reading.item(), 0, MOST));
        }
        return new Expected(held, List.copyOf(reading.strains), reading.pairs);
    }

    private static final class Reading {
        private final List<Strain> strains = new ArrayList<>();
        private final PairNumbers pairs = new PairNumbers();
        private int record;
        private boolean reference;
        private String name = "";

        Shape item() {
            return new ObjectShape()
                    .maybe("record", Shape.whole(1, MOST, value -> record = (int) value))
                    .maybe("reference", Shape.flag(value -> reference = value))
                    .maybe("name", Shape.text(MOST, value -> name = value))
                    .maybe("letters", json -> {})
                    .maybe("faults", JsonParser::skipChildren)
                    .maybe("remarks", JsonParser::skipChildren)
                    .maybe(
                            "pairs",
                            Shape.list(
                                    Shape.list(Shape.whole(1, MOST, value -> pairs.add((int) value)), 2, 2), 0, MOST))
                    .first(this::clear)
                    .then(json -> {
                        if (record > 0) {
                            strains.add(new Strain(record, reference, name));
                        }
                    });
        }

        private void clear() {
            record = 0;
            reference = false;
            name = "";
        }
    }
}
