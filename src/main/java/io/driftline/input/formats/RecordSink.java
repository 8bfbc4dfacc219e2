package io.driftline.input.formats;

import io.driftline.input.bytes.Blanks;
import io.driftline.input.bytes.Names;
import io.driftline.problem.ProblemType;
import io.driftline.problem.ServiceException;
import io.driftline.sequences.FaultKind;
import io.driftline.sequences.RecordFault;
import io.driftline.sequences.Remark;
import io.driftline.sequences.SequenceRecord;
import io.driftline.words.ReadingWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes records of headers and lines of letters, whatever format these stood in. What cannot be used is said of its record,
 * which is kept with it; white space, numbers and other ways to write a letter or a gap are forgiven.
 */
public final class RecordSink {
    private static final int SHOWN = 40;

    private final int first;
    private final int maxRecords;
    private final int maxLetters;
    private final List<SequenceRecord> records = new ArrayList<>();
    private final List<RecordFault> faults = new ArrayList<>();
    private final List<Remark> remarks = new ArrayList<>();
    private final StringBuilder letters = new StringBuilder();
    private String name = "";
    private int headerLine;
    private boolean open;
    private boolean tooLong;
    private int strange;

    RecordSink(int first, int maxRecords, int maxLetters) {
        this.first = first;
        this.maxRecords = maxRecords;
        this.maxLetters = maxLetters;
    }

    private int number() {
        return first + records.size();
    }

    boolean isOpen() {
        return open;
    }

    /** Ends the record before; fails with FASTA_RECORD_COUNT where there are too many. */
    void begin(String header, int line) {
        close();
        if (number() > maxRecords) {
            throw ServiceException.of(ProblemType.FASTA_RECORD_COUNT, ReadingWords.MANY_RECORDS.message(maxRecords));
        }
        open = true;
        headerLine = line;
        name = named(Blanks.strip(header));
    }

    private String named(String header) {
        var clean = Names.printable(header);
        if (clean.isEmpty()) {
            return "record " + number();
        }
        if (clean.length() > Names.LONGEST) {
            faults.add(RecordFault.of(
                    FaultKind.HEADER, headerLine, ReadingWords.LONG_HEADER.message(clean.length(), Names.LONGEST)));
            return clean.substring(0, Names.LONGEST);
        }
        remarkUnprintable(header, clean);
        return clean;
    }

    private void remarkUnprintable(String header, String clean) {
        for (int at = 0; at < header.length(); at += Character.charCount(header.codePointAt(at))) {
            int codePoint = header.codePointAt(at);
            if (!Names.isPrintable(codePoint)) {
                // The header's own mark is the first column.
                int column = header.codePointCount(0, at) + 2;
                var code = Names.code(codePoint);
                remarks.add(new Remark(
                        "warning.header-cleaned",
                        Map.of("name", clean, "code", code, "column", column),
                        clean + ": the header has " + code + " at column " + column + ", which is left out"));
                return;
            }
        }
    }

    /** What stands before any header is listed once, for nobody knows what it is a sequence of. */
    void stray(int line) {
        if (records.isEmpty()) {
            records.add(SequenceRecord.listed(number(), "line " + line, Refusals.noHeader(line)));
        }
    }

    /** Of a record that is too long no more is looked at. */
    void letters(String text, int start, int end, int line) {
        for (int i = start; i < end && !tooLong; i++) {
            char letter = Residues.plain(text.charAt(i));
            if (Residues.isOne(letter)) {
                append(letter);
            } else if (letter == Residues.ELLIPSIS) {
                append('.');
                append('.');
                append('.');
            } else if (!Residues.isForgiven(letter)) {
                refuse(text.codePointAt(i), line);
                append(Names.isPrintable(letter) ? letter : 'X');
                i += Character.isHighSurrogate(letter) ? 1 : 0;
            }
        }
    }

    private void refuse(int codePoint, int line) {
        if (strange++ == 0) {
            var shown = Names.isPrintable(codePoint) ? Character.toString(codePoint) : Names.code(codePoint);
            faults.add(
                    new RecordFault(FaultKind.LETTERS, line, letters.length() + 1, ReadingWords.LETTER.message(shown)));
        }
    }

    private void append(char letter) {
        if (letters.length() < maxLetters) {
            letters.append(letter);
        } else if (!tooLong) {
            tooLong = true;
            faults.add(RecordFault.of(FaultKind.TOO_LONG, headerLine, ReadingWords.LONG.message(maxLetters)));
        }
    }

    private void close() {
        if (!open) {
            return;
        }
        if (letters.isEmpty()) {
            faults.add(RecordFault.of(FaultKind.EMPTY, headerLine, ReadingWords.EMPTY_RECORD.message()));
        }
        records.add(new SequenceRecord(number(), name, letters.toString(), null, faults, remarks));
        letters.setLength(0);
        faults.clear();
        remarks.clear();
        tooLong = false;
        strange = 0;
        open = false;
    }

    /** All records, none if there was none. */
    List<SequenceRecord> finish() {
        close();
        return List.copyOf(records);
    }

    /** A name as a sentence has it. */
    public static String shown(@Nullable String name) {
        return name == null || name.length() <= SHOWN ? String.valueOf(name) : name.substring(0, SHOWN) + "…";
    }
}
