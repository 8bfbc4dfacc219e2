package io.driftline.cli.predict;

import io.driftline.cli.CliException;
import io.driftline.cli.Inputs;
import io.driftline.input.bytes.Room;
import io.driftline.input.formats.Reading;
import io.driftline.input.formats.SequenceReader;
import io.driftline.input.formats.TextReader;
import io.driftline.input.headers.RecordNames;
import io.driftline.problem.ServiceException;
import io.driftline.sequences.SequenceRecord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sequences of files, whatever they are packed in and written in, found by what users call them. */
public final class FastaFiles {
    private static final int MOST_RECORDS = 1_000_000;

    /** More are told to be too many by whoever checks a record. */
    private static final int MOST_LETTERS = 100_000;

    /** Different sequences under one name that are told apart. */
    private static final int MOST_ALIKE = 100;

    private final List<SequenceRecord> records = new ArrayList<>();
    private @Nullable RecordNames names;

    private FastaFiles() {}

    /** A record as it was read. */
    public record Sequence(String header, String letters) {}

    /** All records; a file without any is told on the terminal, and refused if there is no other. */
    public static FastaFiles read(List<Path> files) {
        var all = new FastaFiles();
        var faults = new ArrayList<String>();
        for (Path file : files) {
            for (Reading reading : readings(file, all.records.size() + 1)) {
                all.records.addAll(reading.records());
                var fault = reading.fault();
                if (fault != null) {
                    faults.add(reading.name() + ": " + fault.detail());
                }
            }
        }
        if (all.records.isEmpty()) {
            throw CliException.unusable(String.join(" ", faults));
        }
        faults.forEach(fault -> System.err.println("driftline: " + fault));
        return all;
    }

    private static List<Reading> readings(Path file, int first) {
        try {
            return new SequenceReader(MOST_LETTERS, MOST_RECORDS)
                    .file(Inputs.source(file), new TextReader(new Room(Inputs.MOST_BYTES)), first);
        } catch (ServiceException refused) {
            throw CliException.unusable(file + ": " + refused.detail());
        }
    }

    /** All of them, in the order of the files. */
    public List<Sequence> all() {
        return records.stream().map(FastaFiles::sequence).toList();
    }

    /**
     * The different sequences under a name, in the order of the files; none when it is not known. {@code >H3N2|A/Perth/16/2009}
     * is the H3N2 strain of that name, whatever else is called so.
     */
    public List<Sequence> named(String name, String subtype) {
        var own = names().findExact(subtype + "|" + name);
        return (own.isEmpty() ? names().find(name) : own)
                .stream().map(FastaFiles::sequence).toList();
    }

    /** What an unknown name may have been meant to be. */
    Optional<String> nearest(String name) {
        return names().nearest(name);
    }

    private static Sequence sequence(SequenceRecord record) {
        return new Sequence(record.name(), record.letters());
    }

    private RecordNames names() {
        if (names == null) {
            names = new RecordNames(records, MOST_ALIKE);
        }
        return names;
    }
}
