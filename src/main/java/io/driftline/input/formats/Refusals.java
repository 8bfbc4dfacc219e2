package io.driftline.input.formats;

import io.driftline.problem.InputFault;
import io.driftline.problem.ServiceException;
import io.driftline.sequences.FaultKind;
import io.driftline.sequences.RecordFault;
import io.driftline.sequences.SequenceRecord;
import io.driftline.words.Message;
import io.driftline.words.ReadingWords;
import java.util.List;

/** How faults are said where nothing, or too little, is left to compare. */
public final class Refusals {
    private static final int MOST = 20;

    private Refusals() {}

    static RecordFault noHeader(int line) {
        return RecordFault.of(FaultKind.NO_HEADER, line, ReadingWords.NO_HEADER.message(line));
    }

    /** The first faults of records, and how many more records have some. */
    public static ServiceException of(List<SequenceRecord> records) {
        var faulty = records.stream().filter(record -> !record.isUsable()).toList();
        var errors = faulty.stream()
                .flatMap(record -> record.faults().stream().map(fault -> error(record, fault)))
                .limit(MOST)
                .toList();
        var first = faulty.get(0);
        var fault = first.faults().get(0);
        return ServiceException.of(fault.kind().problem(), sentence(first, fault, faulty.size() - 1), errors);
    }

    private static Message sentence(SequenceRecord record, RecordFault fault, int others) {
        if (isOfFile(fault)) {
            boolean named = !record.name().isEmpty() && !record.name().equals("line " + fault.line());
            return named ? ReadingWords.FILE.message(record.name(), fault.said()) : fault.said();
        }
        var name = RecordSink.shown(record.name());
        if (fault.column() == null || fault.line() == null) {
            return others == 0
                    ? ReadingWords.RECORD.message(record.record(), name, fault.said())
                    : ReadingWords.RECORD_MORE.message(record.record(), name, fault.said(), others);
        }
        return others == 0
                ? ReadingWords.RECORD_AT.message(record.record(), name, fault.column(), fault.line(), fault.said())
                : ReadingWords.RECORD_AT_MORE.message(
                        record.record(), name, fault.column(), fault.line(), fault.said(), others);
    }

    /** Those are whole sentences. */
    private static boolean isOfFile(RecordFault fault) {
        return fault.kind() == FaultKind.NO_HEADER
                || (fault.line() == null && fault.kind() != FaultKind.TOO_SHORT && fault.kind() != FaultKind.NAME);
    }

    private static InputFault error(SequenceRecord record, RecordFault fault) {
        return new InputFault(null, record.record(), record.name(), fault.line(), fault.column(), fault.said());
    }

    /** A file that is needed as a whole. */
    static ServiceException ofFile(String name, RecordFault fault) {
        return of(List.of(SequenceRecord.listed(1, name, fault)));
    }
}
