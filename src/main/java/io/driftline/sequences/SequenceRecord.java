package io.driftline.sequences;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One record as its user gave it.
 *
 * @param record one-based number in the submission
 * @param name the header line without {@code >}
 * @param letters residues or bases without white space; protein or nucleotide is for the worker to tell
 * @param subtype what its user states that it is, which is binding; null where its letters tell
 * @param faults why it is listed only; none if it can be used as far as reading can tell
 * @param remarks what reading noticed of it
 */
public record SequenceRecord(
        int record,
        String name,
        String letters,
        @Nullable String subtype,
        List<RecordFault> faults,
        List<Remark> remarks) {
    public SequenceRecord {
        faults = List.copyOf(faults);
        remarks = List.copyOf(remarks);
    }

    /** One of which there is nothing to say. */
    public SequenceRecord(int record, String name, String letters) {
        this(record, name, letters, null, List.of(), List.of());
    }

    /** One that stands for what cannot be used: a file without records, a name that no record has. */
    public static SequenceRecord listed(int record, String name, RecordFault fault) {
        return new SequenceRecord(record, name, "", null, List.of(fault), List.of());
    }

    public boolean isUsable() {
        return faults.isEmpty();
    }

    public SequenceRecord numbered(int number) {
        return new SequenceRecord(number, name, letters, subtype, faults, remarks);
    }

    public SequenceRecord stated(@Nullable String statedSubtype) {
        return new SequenceRecord(record, name, letters, statedSubtype, faults, remarks);
    }

    public SequenceRecord with(Remark remark) {
        return new SequenceRecord(
                record,
                name,
                letters,
                subtype,
                faults,
                Stream.concat(remarks.stream(), Stream.of(remark)).toList());
    }

    public SequenceRecord with(RecordFault fault) {
        return new SequenceRecord(
                record,
                name,
                letters,
                subtype,
                Stream.concat(faults.stream(), Stream.of(fault)).toList(),
                remarks);
    }
}
