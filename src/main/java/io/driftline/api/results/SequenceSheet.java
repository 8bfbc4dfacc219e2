package io.driftline.api.results;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dhatim.fastexcel.Workbook;

/** Each record of a result of many pairs once: its number and header, what is known of it, what warns of it, why it is not used. */
final class SequenceSheet {
    private static final List<String> COLUMNS = Stream.of(
                    Stream.of("record", "reference", "name", "header", "subtype"),
                    ResultHead.OF_RECORDS.stream().map(ResultLines::column),
                    Stream.of("warnings", "errors"))
            .flatMap(each -> each)
            .toList();

    private SequenceSheet() {}

    static void write(Workbook workbook, ResultHead head) throws IOException {
        if (head.records().isEmpty()) {
            return;
        }
        var sheet = new Sheet(workbook, "Sequences", COLUMNS);
        for (JsonObject record : head.records()) {
            sheet.line(cells(record));
        }
        sheet.finish();
    }

    private static List<String> cells(JsonObject record) {
        var header = record.getString("name", "");
        var own = Stream.of(
                ResultLines.text(record.getValue("record")),
                record.getBoolean("reference", false) ? "reference" : "",
                ResultWorkbook.strain(header),
                header,
                ResultLines.text(record.getValue("subtype")));
        var known = ResultHead.OF_RECORDS.stream().map(field -> ResultLines.text(record.getValue(field)));
        var told = Stream.of(
                record.getJsonArray("warnings", new JsonArray()).stream()
                        .map(String::valueOf)
                        .collect(Collectors.joining("; ")),
                String.join("; ", ResultHead.faults(record)));
        return Stream.of(own, known, told).flatMap(each -> each).toList();
    }
}
