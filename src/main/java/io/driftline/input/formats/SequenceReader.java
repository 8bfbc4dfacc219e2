package io.driftline.input.formats;

import io.driftline.input.bytes.Blanks;
import io.driftline.input.bytes.Format;
import io.driftline.input.bytes.Formats;
import io.driftline.input.bytes.Source;
import io.driftline.sequences.FaultKind;
import io.driftline.sequences.RecordFault;
import io.driftline.sequences.SequenceRecord;
import io.driftline.words.Message;
import io.driftline.words.ReadingWords;
import java.util.ArrayList;
import java.util.List;

/** Reads sequences of files and texts, whatever they are packed in, encoded as and written in. */
public final class SequenceReader {
    private static final Message NOTHING = ReadingWords.NOTHING.message();

    private final int maxLetters;
    private final int maxRecords;

    /** Letters a record may have, gaps included, and the highest number of a record. */
    public SequenceReader(int maxLetters, int maxRecords) {
        this.maxLetters = maxLetters;
        this.maxRecords = maxRecords;
    }

    /**
     * What is read of a file, of an archive file by file; records are numbered from {@code first}. Fails with
     * FASTA_RECORD_COUNT at one record too many, and with TOO_LARGE.
     */
    public List<Reading> file(Source source, TextReader texts, int first) {
        List<Reading> readings = new ArrayList<>();
        int next = first;
        for (Reading text : Archive.wanted(source.name(), texts.read(source))) {
            var reading = withRecords(text, next);
            readings.add(reading);
            next += reading.records().size();
        }
        return readings;
    }

    /** The same of a text that came without a file. */
    public Reading text(String given, int first) {
        var text = Blanks.withoutEnds(given);
        return withRecords(new Reading("", "", "UTF-8", Formats.ofText(text), text, List.of(), List.of(), null), first);
    }

    /** Whether a text says itself what its records are called. */
    public static boolean hasHeader(String text) {
        return Formats.ofText(Blanks.withoutEnds(text)) != Format.TEXT;
    }

    private Reading withRecords(Reading reading, int first) {
        if (reading.fault() != null) {
            return reading;
        }
        if (!reading.format().isRead()) {
            return reading.failing(fault(reading));
        }
        var sink = new RecordSink(first, maxRecords, maxLetters);
        switch (reading.format()) {
            case GENBANK -> new GenBankText(sink).read(reading.text());
            case CLUSTAL -> new ClustalText(sink).read(reading.text());
            default -> new FastaText(sink).read(reading.text());
        }
        var records = sink.finish();
        return records.isEmpty()
                ? reading.failing(RecordFault.of(FaultKind.EMPTY, null, NOTHING))
                : reading.with(noticed(reading, records));
    }

    private static RecordFault fault(Reading reading) {
        return switch (reading.format()) {
            case EMPTY -> RecordFault.of(FaultKind.EMPTY, null, NOTHING);
            case TEXT, TABLE -> Refusals.noHeader(firstLine(reading.text()));
            default -> RecordFault.of(FaultKind.FORMAT, null, reading.format().refusal());
        };
    }

    private static int firstLine(String text) {
        int line = 1;
        for (int at = 0; at < Blanks.skip(text, 0); at++) {
            boolean pair = text.startsWith("\r\n", at);
            line += text.charAt(at) == '\n' || (text.charAt(at) == '\r' && !pair) ? 1 : 0;
        }
        return line;
    }

    /** A guess is said of each name that hangs on it. */
    private static List<SequenceRecord> noticed(Reading reading, List<SequenceRecord> records) {
        if (reading.notices().stream().noneMatch(Remarks::isOfEncoding)) {
            return records;
        }
        return records.stream()
                .map(record -> record.name().chars().allMatch(letter -> letter < 0x80)
                        ? record
                        : record.with(Remarks.encoding(record.name(), reading.encoding())))
                .toList();
    }
}
