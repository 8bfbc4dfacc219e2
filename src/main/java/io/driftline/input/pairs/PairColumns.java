package io.driftline.input.pairs;

import io.driftline.input.formats.RecordSink;
import io.driftline.problem.InputFault;
import io.driftline.problem.ProblemType;
import io.driftline.problem.ServiceException;
import io.driftline.words.Message;
import io.driftline.words.ReadingWords;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Where the names of a pair, and its subtype, stand in the lines of a table; -1 where a column is not there. */
record PairColumns(int subtype, int a, int b, boolean titled) {
    private static final String WHOSE = "(?:strain|virus|sequence|seq|name|isolate|sample|record|id|毒株|株|病毒|序列|名称|样本)";
    private static final Pattern A = Pattern.compile(WHOSE + "(?:a|1|one|甲)");
    private static final Pattern B = Pattern.compile(WHOSE + "(?:b|2|two|乙)");

    /** Alone these may be names as well; beside a subtype's title they are titles. */
    private static final Pattern BARE_A = Pattern.compile("a|1");

    private static final Pattern BARE_B = Pattern.compile("b|2");
    private static final Pattern SUBTYPE = Pattern.compile("(?:sub)?type|亚型|亞型|型别|型別");

    private static final int PAIR = 2;
    private static final int WITH_SUBTYPE = 3;
    private static final int SHOWN = 10;

    /** By the first line of a table; without titles two columns are the names, three begin with the subtype. */
    static PairColumns of(CsvReader.Row first) {
        var titles = first.cells().stream().map(PairColumns::plain).toList();
        int subtype = find(SUBTYPE, titles);
        int a = Math.max(find(A, titles), subtype < 0 ? -1 : find(BARE_A, titles));
        int b = Math.max(find(B, titles), subtype < 0 ? -1 : find(BARE_B, titles));
        if (a >= 0 && b >= 0) {
            return new PairColumns(subtype, a, b, true);
        }
        int columns = titles.size();
        if (subtype >= 0 || a >= 0 || b >= 0 || (columns != PAIR && columns != WITH_SUBTYPE)) {
            throw unknown(first);
        }
        return new PairColumns(columns == PAIR ? -1 : 0, columns - 2, columns - 1, false);
    }

    private static ServiceException unknown(CsvReader.Row first) {
        var found = first.cells().stream().limit(SHOWN).map(RecordSink::shown).toList();
        var said = ReadingWords.PAIR_COLUMNS.message(String.join(", ", found));
        return refusal(said, first.line());
    }

    /** {@code Strain A}, {@code strain_a} and {@code strainA} are one title. */
    private static String plain(String title) {
        return title.toLowerCase(Locale.ROOT).replaceAll("[\\s\\p{Punct}]", "");
    }

    private static int find(Pattern wanted, List<String> titles) {
        for (int i = 0; i < titles.size(); i++) {
            if (wanted.matcher(titles.get(i)).matches()) {
                return i;
            }
        }
        return -1;
    }

    PairRow row(CsvReader.Row row) {
        return new PairRow(
                row.line(), subtype < 0 ? "" : optional(row, subtype), cell(row, a), cell(row, b), a + 1, b + 1);
    }

    private static String optional(CsvReader.Row row, int column) {
        return column < row.cells().size() ? row.cells().get(column) : "";
    }

    private static String cell(CsvReader.Row row, int column) {
        int columns = row.cells().size();
        if (column >= columns) {
            throw refusal(ReadingWords.PAIR_CELLS.message(row.line(), columns), row.line());
        }
        return row.cells().get(column);
    }

    private static ServiceException refusal(Message said, int line) {
        return ServiceException.of(
                ProblemType.INVALID_FIELD, said, List.of(new InputFault("/pairs", null, null, line, null, said)));
    }
}
