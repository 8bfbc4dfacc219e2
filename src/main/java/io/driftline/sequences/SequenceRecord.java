package io.driftline.sequences;

import java.util.List;
import java.util.stream.Stream;

/**
 * One record as its user gave it.
 *
 * @param record one-based number in the submission
 * @param name the header line without {@code >}
 * @param letters residues or bases without white space; protein or nucleotide is for the worker to tell
 * @param faults why it is listed only; none if it can be used as far as reading can tell
 * @param remarks what reading noticed of it
 */
public record SequenceRecord(int record, String name, String letters, List<RecordFault> faults, List<Remark> remarks) {
    public SequenceRecord {
        faults = List.copyOf(faults);
        remarks = List.copyOf(remarks);
    }

    /** One of which there is nothing to say. */
    public SequenceRecord(int record, String name, String letters) {
        this(record, name, letters, List.of(), List.of());
    }

    /** One that stands for what cannot be used: a file without records, a name that no record has. */
    public static SequenceRecord listed(int record, String name, RecordFault fault) {
        return new SequenceRecord(record, name, "", List.of(fault), List.of());
    }

    public boolean isUsable() {
        return faults.isEmpty();
    }

    public SequenceRecord numbered(int number) {
        return new SequenceRecord(number, name, letters, faults, remarks);
    }

    public SequenceRecord with(Remark remark) {
        return new SequenceRecord(
                record,
                name,
                letters,
                faults,
                Stream.concat(remarks.stream(), Stream.of(remark)).toList());
    }

    public SequenceRecord with(RecordFault fault) {
        return new SequenceRecord(
                record,
                name,
                letters,
                Stream.concat(faults.stream(), Stream.of(fault)).toList(),
                remarks);
    }
}
