package io.driftline.api;

import io.driftline.domain.InputFault;
import io.driftline.domain.ProblemType;
import io.driftline.domain.RecordPair;
import io.driftline.domain.SequenceRecord;
import io.driftline.domain.ServiceException;
import io.driftline.input.CsvReader;
import io.driftline.input.RecordNames;
import io.vertx.core.json.JsonArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The field {@code pairs}: a list of {@code [a, b]}, or CSV with the columns {@code strain_a} and {@code strain_b}. Names
 * become the numbers of their records.
 */
final class SubmittedPairs {
    private static final int MAX_FAULTS = 20;

    private final RecordNames names;
    private final List<RecordPair> pairs = new ArrayList<>();
    private final List<InputFault> faults = new ArrayList<>();

    private final int most;
    private @Nullable Columns columns;

    private SubmittedPairs(RecordNames names, int most) {
        this.names = names;
        this.most = most;
    }

    /** In the order given; fails with PAIR_NAME if a name is unknown or means several records, and with TOO_MANY_PAIRS. */
    static List<RecordPair> resolve(Object field, List<SequenceRecord> records, int most) {
        var submitted = new SubmittedPairs(new RecordNames(records), most);
        if (field instanceof JsonArray list) {
            submitted.takeList(list);
        } else {
            CsvReader.each((String) field, submitted::takeRow);
        }
        return submitted.resolved();
    }

    private List<RecordPair> resolved() {
        if (!faults.isEmpty()) {
            var first = faults.get(0);
            throw ServiceException.of(ProblemType.PAIR_NAME, first.detail(), faults);
        }
        if (pairs.isEmpty()) {
            throw invalid(
                    "There is no pair here. Give at least one, as [\"strain a\", \"strain b\"] or as a line of CSV.",
                    null);
        }
        return pairs;
    }

    private void takeList(JsonArray list) {
        for (int i = 0; i < list.size(); i++) {
            var pair = list.getJsonArray(i);
            take(pair.getString(0), pair.getString(1), null);
        }
    }

    private void takeRow(CsvReader.Row row) {
        if (columns == null) {
            columns = Columns.of(row.cells());
            if (columns.titled()) {
                return;
            }
        }
        take(columns.a(row), columns.b(row), row.line());
    }

    private void take(String a, String b, @Nullable Integer line) {
        int number = pairs.size() + 1;
        if (number > most) {
            throw ServiceException.of(
                    ProblemType.TOO_MANY_PAIRS,
                    "The list has more than " + most
                            + " pairs; at most that many are compared in one job. Split it into several.");
        }
        pairs.add(new RecordPair(numberOf(a, number, line), numberOf(b, number, line)));
    }

    private int numberOf(String name, int pair, @Nullable Integer line) {
        var found = names.find(name);
        if (found.size() == 1) {
            return found.get(0).record();
        }
        if (faults.size() < MAX_FAULTS) {
            faults.add(fault(name, pair, line, found));
        }
        return 0;
    }

    private InputFault fault(String name, int pair, @Nullable Integer line, List<SequenceRecord> found) {
        var shown = name.length() > 80 ? name.substring(0, 80) + "…" : name;
        var where = "Pair " + pair + (line == null ? "" : " (line " + line + ")") + ": ";
        var detail = found.isEmpty()
                ? "no sequence is called “" + shown + "”. "
                        + names.nearest(name)
                                .map(near -> "Did you mean “" + near + "”?")
                                .orElse("Give a strain, an accession, or a FASTA header.")
                : "“" + shown + "” means record " + found.get(0).record() + " and record "
                        + found.get(1).record() + ", which differ. Give the whole header, or rename one.";
        return new InputFault("/pairs/" + (pair - 1), null, shown, line, null, where + detail);
    }

    private static ServiceException invalid(String detail, @Nullable Integer line) {
        return ServiceException.of(
                ProblemType.INVALID_FIELD, detail, List.of(new InputFault("/pairs", null, null, line, null, detail)));
    }

    /** Where the two names stand in a line. */
    private record Columns(int a, int b, boolean titled) {
        static Columns of(List<String> first) {
            int a = -1;
            int b = -1;
            for (int i = 0; i < first.size(); i++) {
                var title = first.get(i).strip().toLowerCase(Locale.ROOT);
                a = title.equals("strain_a") ? i : a;
                b = title.equals("strain_b") ? i : b;
            }
            if (a >= 0 && b >= 0) {
                return new Columns(a, b, true);
            }
            // Without titles: two columns are the names, three begin with the subtype.
            if (first.size() != 2 && first.size() != 3) {
                throw invalid(
                        "The CSV of pairs needs a first line with the columns strain_a and strain_b; it has "
                                + first.size() + (first.size() == 1 ? " column." : " columns."),
                        1);
            }
            return new Columns(first.size() - 2, first.size() - 1, false);
        }

        String a(CsvReader.Row row) {
            return cell(row, a);
        }

        String b(CsvReader.Row row) {
            return cell(row, b);
        }

        private static String cell(CsvReader.Row row, int column) {
            int columns = row.cells().size();
            if (column >= columns) {
                throw invalid(
                        "Line " + row.line() + " of the pairs has " + columns + (columns == 1 ? " column" : " columns")
                                + "; it needs one for each strain.",
                        row.line());
            }
            return row.cells().get(column);
        }
    }
}
