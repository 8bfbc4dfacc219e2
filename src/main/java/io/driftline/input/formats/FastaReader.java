package io.driftline.input.formats;

import io.driftline.input.bytes.Room;
import io.driftline.input.bytes.Source;
import io.driftline.sequences.FaultKind;
import io.driftline.sequences.RecordFault;
import io.driftline.sequences.SequenceRecord;
import io.driftline.words.ReadingWords;
import java.util.ArrayList;
import java.util.List;

/** Records of which each has to be usable, such as the two of a pair, or an operator's references. */
public final class FastaReader {
    private final SequenceReader reader;
    private final int minLetters;

    /** Letters a record may have, gaps included, and the highest number of a record. */
    public FastaReader(int minLetters, int maxLetters, int maxRecords) {
        reader = new SequenceReader(maxLetters, maxRecords);
        this.minLetters = minLetters;
    }

    /** The records of one text, numbered from {@code first}; fails if there is none, or one cannot be used. */
    public List<SequenceRecord> read(String text, int first) {
        return require(reader.text(text, first));
    }

    /** The same of a file, whatever it is packed in, encoded as and written in. */
    public List<SequenceRecord> read(Source file, Room room) {
        List<SequenceRecord> records = new ArrayList<>();
        for (Reading reading : reader.file(file, new TextReader(room), 1)) {
            records.addAll(require(reading));
        }
        return records;
    }

    private List<SequenceRecord> require(Reading reading) {
        var fault = reading.fault();
        if (fault != null) {
            throw Refusals.of(List.of(SequenceRecord.listed(1, reading.name(), fault)));
        }
        return requireUsable(reading.records());
    }

    /** Fails with the faults of records, if there are some. */
    public List<SequenceRecord> requireUsable(List<SequenceRecord> records) {
        var judged = records.stream().map(this::longEnough).toList();
        if (!judged.stream().allMatch(SequenceRecord::isUsable)) {
            throw Refusals.of(judged);
        }
        return records;
    }

    private SequenceRecord longEnough(SequenceRecord record) {
        int length = record.letters().length();
        return !record.isUsable() || length >= minLetters
                ? record
                : record.with(
                        RecordFault.of(FaultKind.TOO_SHORT, null, ReadingWords.SHORT.message(length, minLetters)));
    }
}
