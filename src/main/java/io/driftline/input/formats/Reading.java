package io.driftline.input.formats;

import io.driftline.input.bytes.Format;
import io.driftline.sequences.RecordFault;
import io.driftline.sequences.Remark;
import io.driftline.sequences.SequenceRecord;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What was read of a file.
 *
 * @param name of the file, with its place where it lay in an archive; empty if it has none
 * @param container what it was packed with, such as {@code gzip}; empty if it was not
 * @param encoding of its text; empty if nothing could be read
 * @param text what it says, decoded; empty if nothing could be read
 * @param records numbered on from those of the files before
 * @param notices of the file as a whole
 * @param fault why nothing could be read; then there are no records
 */
public record Reading(
        String name,
        String container,
        String encoding,
        Format format,
        String text,
        List<SequenceRecord> records,
        List<Remark> notices,
        @Nullable RecordFault fault) {
    public Reading {
        records = List.copyOf(records);
        notices = List.copyOf(notices);
    }

    static Reading failed(String name, String container, RecordFault fault) {
        return new Reading(name, container, "", Format.TEXT, "", List.of(), List.of(), fault);
    }

    /** Its text is kept, for it may be meant for something else. */
    Reading failing(RecordFault why) {
        return new Reading(name, container, encoding, format, text, List.of(), notices, why);
    }

    /** The same as FASTA, whatever it was written in. */
    public String fasta() {
        if (format == Format.FASTA || records.isEmpty()) {
            return text;
        }
        var fasta = new StringBuilder();
        records.forEach(record -> fasta.append('>')
                .append(record.name())
                .append('\n')
                .append(record.letters())
                .append('\n'));
        return fasta.toString();
    }

    Reading of(Format known) {
        return new Reading(name, container, encoding, known, text, records, notices, fault);
    }

    Reading noticing(Remark notice) {
        var both = Stream.concat(Stream.of(notice), notices.stream()).toList();
        return new Reading(name, container, encoding, format, text, records, both, fault);
    }

    Reading with(List<SequenceRecord> read) {
        return new Reading(name, container, encoding, format, text, read, notices, fault);
    }
}
