package io.driftline.api.results;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.dhatim.fastexcel.PaperSize;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/**
 * A sheet of a workbook, line by line below a heading that stays in sight. Texts are stored as texts: none becomes a
 * formula, whatever it begins with.
 */
final class Sheet {
    /** What a cell holds. */
    private static final int LONGEST = 32_767;

    private static final int WIDTH = 14;
    private static final int NAME_WIDTH = 32;
    private static final int SENTENCE_WIDTH = 90;
    private static final double LINE_HEIGHT = 15;
    private static final Set<String> SENTENCES = Set.of("en", "zh");

    private static final Set<String> FIGURES = Set.of(
            "probability_variant",
            "distance_log2",
            "low",
            "high",
            "differences",
            "record",
            "record_a",
            "record_b",
            "year",
            "year_a",
            "year_b",
            "ferret_escape",
            "ferret_escape_a",
            "ferret_escape_b");

    private final Worksheet sheet;
    private final List<String> columns;
    private int next;

    Sheet(Workbook workbook, String name, List<String> columns) {
        sheet = workbook.newWorksheet(name);
        this.columns = columns;
        for (int column = 0; column < columns.size(); column++) {
            var title = columns.get(column);
            sheet.width(column, width(title));
            sheet.value(0, column, title);
            sheet.style(0, column).bold().set();
        }
        sheet.freezePane(0, 1);
        sheet.repeatRows(0);
        printable(sheet);
        next = 1;
    }

    /** On paper as wide as a page, however many pages long. */
    static void printable(Worksheet sheet) {
        sheet.paperSize(PaperSize.A4_PAPER);
        sheet.pageOrientation("landscape");
        sheet.setFitToPage(true);
        sheet.fitToWidth((short) 1);
        sheet.fitToHeight((short) 0);
    }

    private static int width(String title) {
        if (SENTENCES.contains(title)) {
            return SENTENCE_WIDTH;
        }
        return title.startsWith("name") || title.startsWith("strain") || title.equals("header") ? NAME_WIDTH : WIDTH;
    }

    /** One cell for each column; an empty one stays empty. */
    void line(List<String> cells) {
        int lines = 1;
        for (int column = 0; column < cells.size(); column++) {
            var text = cells.get(column);
            if (text.isEmpty()) {
                continue;
            }
            if (FIGURES.contains(columns.get(column))) {
                sheet.value(next, column, new BigDecimal(text));
            } else {
                sheet.value(next, column, text.substring(0, Math.min(text.length(), LONGEST)));
                if (SENTENCES.contains(columns.get(column))) {
                    sheet.style(next, column)
                            .wrapText(true)
                            .verticalAlignment("top")
                            .set();
                    lines = Math.max(lines, lines(text));
                }
            }
        }
        if (lines > 1) {
            sheet.rowHeight(next, lines * LINE_HEIGHT); // not every program makes room for what is wrapped
        }
        next++;
    }

    /** Chinese letters are as wide as two others. */
    private static int lines(String sentence) {
        long width = sentence.codePoints()
                .mapToLong(each -> Character.isIdeographic(each) ? 2 : 1)
                .sum();
        return Math.toIntExact((width + SENTENCE_WIDTH - 1) / SENTENCE_WIDTH);
    }

    /** Hands over what has been written, which is then in memory no more. */
    void flush() throws IOException {
        sheet.flush();
    }

    void finish() throws IOException {
        if (columns.stream().noneMatch(SENTENCES::contains)) {
            sheet.setAutoFilter(0, 0, next - 1, columns.size() - 1);
        }
        sheet.finish();
    }
}
