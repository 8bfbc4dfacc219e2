package io.driftline.api.results;

import io.driftline.api.answer.Chunks;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A result as a table of {@link ResultLines}. Behind the pairs comes a line for each record that is in none or cannot be
 * used: it has one strain only, and says why.
 */
final class ResultTable implements Chunks {
    private final ResultReader reader;
    private final TableFormat format;
    private final ResultLines lines;
    private @Nullable ResultHead head;
    private @Nullable UncomparedRecords uncompared;
    private boolean ended;

    ResultTable(ResultReader reader, TableFormat format, @Nullable Instant finishedAt) {
        this.reader = reader;
        this.format = format;
        lines = new ResultLines(finishedAt);
    }

    @Override
    public @Nullable Buffer next() throws IOException {
        var text = new StringBuilder();
        var known = head;
        var left = uncompared;
        if (known == null || left == null) {
            known = head = reader.beforeRows();
            left = uncompared = new UncomparedRecords(known);
            text.append(format.beginning());
            format.line(text, ResultLines.COLUMNS);
        }
        while (text.length() < BYTES && !ended) {
            var row = reader.nextRow();
            if (row == null) {
                ended = true;
                addUncompared(text, known, left);
            } else {
                left.saw(row);
                format.line(text, lines.pair(known, row));
            }
        }
        return text.isEmpty() ? null : Buffer.buffer(text.toString());
    }

    private void addUncompared(StringBuilder text, ResultHead known, UncomparedRecords left) {
        left.found().forEach(record -> format.line(text, lines.single(known, record, left.reasons(record))));
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
