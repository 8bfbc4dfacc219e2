package io.driftline.input;

import io.driftline.domain.InputFault;
import io.driftline.domain.ProblemType;
import io.driftline.domain.SequenceRecord;
import io.driftline.domain.ServiceException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Reads FASTA in one pass: any line ends, blank lines, white space and lower case are forgiven, and what cannot be
 * used is named by record, line and column.
 */
public final class FastaReader {
    private static final int MAX_FAULTS = 20;
    private static final int MAX_NAME = 256;

    private final int minLetters;
    private final int maxLetters;
    private final int maxRecords;

    /** Letters a record may have, gaps included, and the highest number of a record. */
    public FastaReader(int minLetters, int maxLetters, int maxRecords) {
        this.minLetters = minLetters;
        this.maxLetters = maxLetters;
        this.maxRecords = maxRecords;
    }

    /**
     * The records of one text, numbered from {@code first}. Nothing is read on after one record too many.
     *
     * @throws ServiceException if there is none, or one cannot be used
     */
    public List<SequenceRecord> read(String text, int first) {
        var parse = new Parse(first);
        int line = 1;
        int start = text.startsWith("\uFEFF") ? 1 : 0;
        for (int i = start; i <= text.length(); i++) {
            boolean atEnd = i == text.length();
            if (atEnd || text.charAt(i) == '\n' || text.charAt(i) == '\r') {
                parse.line(text, start, i, line);
                if (!atEnd && text.charAt(i) == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n') {
                    i++;
                }
                start = i + 1;
                line++;
            }
        }
        return parse.finish();
    }

    private final class Parse {
        private final int first;
        private final List<SequenceRecord> records = new ArrayList<>();
        private final Faults faults = new Faults();
        private String name = "";
        private int headerLine;
        private StringBuilder letters = new StringBuilder();
        private boolean open;
        private boolean tooLong;

        Parse(int first) {
            this.first = first;
        }

        private int number() {
            return first + records.size();
        }

        void line(String text, int start, int end, int line) {
            if (start < end && text.charAt(start) == '>') {
                close();
                requireRoom();
                header(text.substring(start + 1, end).strip(), line);
            } else if (open) {
                letters(text, start, end, line);
            } else if (!text.substring(start, end).isBlank()) {
                throw ServiceException.of(
                        ProblemType.FASTA_NO_HEADER,
                        "Line " + line + " comes before any header. Start each sequence with a line such as "
                                + "“>A/Wisconsin/67/2005”.",
                        List.of(new InputFault(
                                null, number(), null, line, null, "expected a line that starts with >")));
            }
        }

        private void requireRoom() {
            if (number() > maxRecords) {
                throw ServiceException.of(
                        ProblemType.FASTA_RECORD_COUNT,
                        "There are more than " + maxRecords
                                + " records; at most that many are taken in one job. Split them into several.");
            }
        }

        private void header(String header, int line) {
            open = true;
            headerLine = line;
            name = header.isEmpty() ? "record " + number() : header;
            if (name.length() > MAX_NAME) {
                faults.add(
                        ProblemType.FASTA_HEADER,
                        () -> InputFault.ofRecord(
                                number(),
                                name.substring(0, 40) + "…",
                                line,
                                "the header has " + name.length() + " characters; at most " + MAX_NAME
                                        + " are allowed"));
                name = name.substring(0, MAX_NAME);
            } else if (!name.codePoints().allMatch(FastaReader::isPrintable)) {
                name = "record " + number();
                faults.add(
                        ProblemType.FASTA_HEADER,
                        () -> InputFault.ofRecord(
                                number(), name, line, "the header has a control character; use printable ones only"));
            }
        }

        /** Of a record that is too long no more is looked at. */
        private void letters(String text, int start, int end, int line) {
            for (int i = start; i < end && !tooLong; i++) {
                char letter = text.charAt(i);
                if (isLetter(letter)) {
                    append(letter);
                } else if (letter != ' ' && letter != '\t') {
                    faults.add(
                            ProblemType.FASTA_LETTER,
                            () -> new InputFault(
                                    null,
                                    number(),
                                    name,
                                    line,
                                    letters.length() + 1,
                                    "“" + show(letter) + "” is no residue or base; use IUPAC letters, - for a gap, "
                                            + "X or N for unknown"));
                    append('X');
                }
            }
        }

        private void append(char letter) {
            if (letters.length() < maxLetters) {
                letters.append(letter);
            } else {
                tooLong = true;
            }
        }

        private void close() {
            if (!open) {
                return;
            }
            if (tooLong) {
                faults.add(
                        ProblemType.FASTA_TOO_LONG,
                        () -> InputFault.ofRecord(
                                number(),
                                name,
                                headerLine,
                                "more than " + maxLetters + " letters; an HA segment has about 1 780 bases"));
            } else if (letters.length() < minLetters) {
                faults.add(
                        ProblemType.FASTA_TOO_SHORT,
                        () -> InputFault.ofRecord(
                                number(),
                                name,
                                headerLine,
                                letters.length() + " letters; at least " + minLetters
                                        + " are needed (HA1 has about 329 residues or 987 bases)"));
            }
            records.add(new SequenceRecord(number(), name, letters.toString()));
            letters = new StringBuilder();
            tooLong = false;
            open = false;
        }

        List<SequenceRecord> finish() {
            close();
            if (records.isEmpty()) {
                throw ServiceException.of(
                        ProblemType.FASTA_EMPTY,
                        "There is no sequence here. Paste FASTA: a line that starts with > and names the strain, "
                                + "then its protein or nucleotide sequence.");
            }
            faults.raise();
            return List.copyOf(records);
        }
    }

    /** What was found wrong so far; the first kind names the problem. */
    private static final class Faults {
        private final List<InputFault> list = new ArrayList<>();
        private ProblemType type = ProblemType.FASTA_LETTER;
        private int count;

        /** Only the first ones are made: of letters alone there can be millions. */
        void add(ProblemType kind, Supplier<InputFault> fault) {
            if (count++ == 0) {
                type = kind;
            }
            if (list.size() < MAX_FAULTS) {
                list.add(fault.get());
            }
        }

        void raise() {
            if (count > 0) {
                var fault = list.get(0);
                var column = fault.column() == null
                        ? ""
                        : ", column " + fault.column() + " of its sequence (line " + fault.line() + ")";
                var more = count > 1 ? " (and " + (count - 1) + " more)" : "";
                throw ServiceException.of(
                        type,
                        "Record " + fault.record() + " (" + fault.name() + ")" + column + ": " + fault.detail() + more
                                + ".",
                        list);
            }
        }
    }

    private static boolean isLetter(char letter) {
        return (letter >= 'A' && letter <= 'Z')
                || (letter >= 'a' && letter <= 'z')
                || letter == '-'
                || letter == '.'
                || letter == '*';
    }

    /** Neither control characters nor the invisible ones that turn text around. */
    private static boolean isPrintable(int codePoint) {
        int type = Character.getType(codePoint);
        return codePoint == '\t'
                || !(type == Character.CONTROL
                        || type == Character.FORMAT
                        || type == Character.SURROGATE
                        || type == Character.LINE_SEPARATOR
                        || type == Character.PARAGRAPH_SEPARATOR);
    }

    private static String show(char letter) {
        return isPrintable(letter) ? String.valueOf(letter) : String.format("U+%04X", (int) letter);
    }
}
