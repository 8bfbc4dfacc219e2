package io.driftline.api.results;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;

/**
 * The distances of all sequences with each other, or with their references, as a matrix in log2 HI titre units: subtypes
 * apart, record numbers and names on both sides, a cell empty where two were not compared. A list of pairs has none.
 */
final class DistanceSheet {
    private static final int HEADINGS = 2;
    private static final int NAME_WIDTH = 32;
    private static final int MOST_COLUMNS = 16_000;

    private final ResultHead head;
    private final List<Distance> distances = new ArrayList<>();

    DistanceSheet(ResultHead head) {
        this.head = head;
    }

    private record Distance(int a, int b, Number log2) {}

    void saw(JsonObject row) {
        @Nullable Number log2 = row.getNumber("distanceLog2");
        if (log2 != null && head.isMatrix()) {
            distances.add(new Distance(ResultHead.numberA(row), ResultHead.numberB(row), log2));
        }
    }

    void write(Workbook workbook) throws IOException {
        if (distances.isEmpty() || side(true).size() > MOST_COLUMNS) {
            return;
        }
        var sheet = workbook.newWorksheet("Distances (log2)");
        sheet.value(0, 0, "record");
        sheet.value(1, 1, "name");
        var across = headings(sheet, side(true), true);
        var down = headings(sheet, side(false), false);
        for (var each : distances) {
            put(sheet, down.get(each.a()), across.get(each.b()), each.log2());
            if (!head.isQuery()) {
                put(sheet, down.get(each.b()), across.get(each.a()), each.log2());
            }
        }
        if (!head.isQuery()) {
            down.forEach((record, line) -> put(sheet, line, across.get(record), 0));
        }
        sheet.freezePane(HEADINGS, HEADINGS);
        Sheet.printable(sheet);
        sheet.width(1, NAME_WIDTH);
        sheet.finish();
    }

    private static void put(Worksheet sheet, @Nullable Integer line, @Nullable Integer column, Number log2) {
        if (line != null && column != null) {
            sheet.value(line, column, log2);
        }
    }

    /** The records of a side that could be used, references behind the others. */
    private List<JsonObject> side(boolean second) {
        return head.records().stream()
                .filter(record -> ResultHead.faults(record).isEmpty())
                .filter(record -> !head.isQuery() || head.isOtherSide(record) == second)
                .sorted(Comparator.comparing((JsonObject record) -> record.getString("subtype", ""))
                        .thenComparing(record -> record.getBoolean("reference", false)))
                .toList();
    }

    /** Writes numbers and names at an edge; where each record stands. */
    private static Map<Integer, Integer> headings(Worksheet sheet, List<JsonObject> records, boolean across) {
        Map<Integer, Integer> places = new HashMap<>();
        for (int i = 0; i < records.size(); i++) {
            int place = i + HEADINGS;
            var record = records.get(i);
            int number = record.getInteger("record");
            var name = ResultWorkbook.strain(record.getString("name", ""));
            places.put(number, place);
            sheet.value(across ? 0 : place, across ? place : 0, number);
            sheet.value(across ? 1 : place, across ? place : 1, name);
        }
        return places;
    }
}
