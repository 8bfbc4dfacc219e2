package io.driftline.input.pairs;

import io.driftline.input.bytes.Blanks;
import io.driftline.problem.InputFault;
import io.driftline.problem.ProblemType;
import io.driftline.problem.ServiceException;
import io.driftline.words.Message;
import io.driftline.words.ReadingWords;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Reads CSV as RFC 4180 has it, with any line ends and another separator where the first line has none but that. */
public final class CsvReader {
    private static final int MAX_COLUMNS = 1_000;
    private static final int MAX_ROWS = 500_000;
    private static final String SAYS = "sep=";
    private static final Pattern QUOTED = Pattern.compile("\"[^\"]*+\"");

    private final String text;
    private final char separator;
    private int at;
    private int line = 1;

    /**
     * One line with anything in it.
     *
     * @param line one-based number of the line of text on which it begins
     * @param cells without their quotes and the white space around them
     */
    public record Row(int line, List<String> cells) {}

    private CsvReader(String text) {
        this.text = text;
        at = text.startsWith("\uFEFF") ? 1 : 0;
        if (saysSeparator(text, at)) {
            separator = text.charAt(at + SAYS.length());
            at += SAYS.length() + 1;
            endLine();
        } else {
            separator = separator(text);
        }
    }

    /** The rows, blank lines left out; fails as {@link #each} does. */
    public static List<Row> read(String text) {
        List<Row> rows = new ArrayList<>();
        each(text, rows::add);
        return rows;
    }

    /**
     * Hands over row by row, blank lines left out, so that not all of them need be there at once; fails with INVALID_FIELD
     * where a quote is opened and never closed, or a row is too long for any table.
     */
    public static void each(String text, Consumer<Row> taker) {
        var reader = new CsvReader(text);
        for (int rows = 0; reader.at < text.length(); rows++) {
            if (rows == MAX_ROWS) {
                throw invalid(ReadingWords.TABLE_LINES.message(MAX_ROWS), reader.line);
            }
            var row = reader.row();
            if (row.cells().stream().anyMatch(cell -> !cell.isEmpty())) {
                taker.accept(row);
            }
        }
    }

    /** Spreadsheets of many regions write semicolons, and a copied table has tabs; what is quoted does not count. */
    private static char separator(String text) {
        var first = text.lines().filter(line -> !line.isBlank()).findFirst().orElse("");
        var plain = QUOTED.matcher(first).replaceAll("");
        if (plain.indexOf('\t') >= 0) {
            return '\t';
        }
        return plain.indexOf(',') < 0 && plain.indexOf(';') >= 0 ? ';' : ',';
    }

    /** Spreadsheets may be told the separator by a line of its own. */
    private static boolean saysSeparator(String text, int from) {
        return text.regionMatches(true, from, SAYS, 0, SAYS.length())
                && text.length() > from + SAYS.length()
                && (text.length() == from + SAYS.length() + 1
                        || "\r\n".indexOf(text.charAt(from + SAYS.length() + 1)) >= 0);
    }

    private Row row() {
        int began = line;
        List<String> cells = new ArrayList<>();
        cells.add(cell());
        while (at < text.length() && text.charAt(at) == separator) {
            if (cells.size() == MAX_COLUMNS) {
                throw invalid(ReadingWords.TABLE_COLUMNS.message(began, MAX_COLUMNS), began);
            }
            at++;
            cells.add(cell());
        }
        endLine();
        return new Row(began, cells);
    }

    private void endLine() {
        if (at < text.length()) {
            at += text.startsWith("\r\n", at) ? 2 : 1;
            line++;
        }
    }

    private String cell() {
        int start = at;
        while (start < text.length() && text.charAt(start) != separator && isBlank(text.charAt(start))) {
            start++;
        }
        if (start < text.length() && text.charAt(start) == '"') {
            at = start + 1;
            return quoted();
        }
        start = at;
        while (at < text.length() && !endsCell(text.charAt(at))) {
            at++;
        }
        return Blanks.strip(text.substring(start, at));
    }

    private static boolean isBlank(char letter) {
        return letter != '\n' && letter != '\r' && Blanks.is(letter);
    }

    private boolean endsCell(char letter) {
        return letter == separator || letter == '\n' || letter == '\r';
    }

    private String quoted() {
        int began = line;
        var cell = new StringBuilder();
        while (at < text.length()) {
            char letter = text.charAt(at++);
            if (letter == '"' && at < text.length() && text.charAt(at) == '"') {
                at++;
            } else if (letter == '"') {
                skipToEndOfCell();
                return Blanks.strip(cell.toString());
            }
            line += letter == '\n' ? 1 : 0;
            cell.append(letter);
        }
        throw invalid(ReadingWords.TABLE_QUOTE.message(began), began);
    }

    private static ServiceException invalid(Message said, int line) {
        return ServiceException.of(
                ProblemType.INVALID_FIELD, said, List.of(new InputFault(null, null, null, line, null, said)));
    }

    private void skipToEndOfCell() {
        while (at < text.length() && !endsCell(text.charAt(at))) {
            at++;
        }
    }
}
