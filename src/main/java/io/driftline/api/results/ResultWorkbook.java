package io.driftline.api.results;

import io.driftline.api.answer.Chunks;
import io.driftline.input.headers.StrainHeader;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.dhatim.fastexcel.Workbook;
import org.jspecify.annotations.Nullable;

/**
 * A result as an xlsx workbook: the pairs with their strains' names before the columns of {@link ResultLines}, each
 * sequence once, the distances as a matrix, and what made the figures and what they mean. Written while it is read;
 * beside the sheet that is being written only the distances and what texts there are lie in memory.
 */
final class ResultWorkbook implements Chunks {
    private static final int LINES_A_TURN = 200;
    private static final List<String> COLUMNS = Stream.concat(
                    Stream.of("name_a", "name_b"), ResultLines.COLUMNS.stream())
            .toList();

    private final ResultReader reader;
    private final ResultLines lines;
    private final @Nullable Instant finishedAt;
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final Workbook workbook = new Workbook(written, "Driftline", "1.0");
    private @Nullable Pairs pairs;
    private boolean ended;

    ResultWorkbook(ResultReader reader, @Nullable Instant finishedAt) {
        this.reader = reader;
        this.finishedAt = finishedAt;
        lines = new ResultLines(finishedAt);
    }

    /** What is known once the first row is to come. */
    private record Pairs(ResultHead head, UncomparedRecords uncompared, DistanceSheet distances, Sheet sheet) {}

    @Override
    public @Nullable Buffer next() throws IOException {
        while (written.size() < BYTES && !ended) {
            write();
        }
        if (written.size() == 0) {
            return null;
        }
        var chunk = Buffer.buffer(written.toByteArray());
        written.reset();
        return chunk;
    }

    private void write() throws IOException {
        var known = pairs;
        if (known == null) {
            known = pairs = begin(reader.beforeRows());
        }
        for (int line = 0; line < LINES_A_TURN; line++) {
            var row = reader.nextRow();
            if (row == null) {
                finish(known);
                ended = true;
                return;
            }
            known.uncompared().saw(row);
            known.distances().saw(row);
            known.sheet().line(named(row.getString("a"), row.getString("b"), lines.pair(known.head(), row)));
        }
        known.sheet().flush();
    }

    private Pairs begin(ResultHead head) {
        return new Pairs(
                head, new UncomparedRecords(head), new DistanceSheet(head), new Sheet(workbook, "Pairs", COLUMNS));
    }

    private void finish(Pairs known) throws IOException {
        var left = known.uncompared();
        for (JsonObject record : left.found().toList()) {
            var name = record.getString("name");
            boolean other = known.head().isOtherSide(record);
            known.sheet()
                    .line(named(
                            other ? null : name,
                            other ? name : null,
                            lines.single(known.head(), record, left.reasons(record))));
        }
        known.sheet().finish();
        SequenceSheet.write(workbook, known.head());
        known.distances().write(workbook);
        AboutSheet.write(workbook, known.head(), finishedAt);
        workbook.finish();
    }

    private static List<String> named(@Nullable String a, @Nullable String b, List<String> cells) {
        return Stream.concat(Stream.of(strain(a), strain(b)), cells.stream()).toList();
    }

    /** What a record is called, which of a header that says nothing of a strain is the header. */
    static String strain(@Nullable String header) {
        return header == null ? "" : StrainHeader.of(header).shown();
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
