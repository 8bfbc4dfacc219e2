package io.driftline.api.results;

import io.driftline.api.answer.Chunks;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Some of a result's rows as {@code {model, encoding, finishedAt, records, columns, rows}}: without names, a tenth of
 * what they take as objects. What is to be said of a record is said once, in {@code records}.
 */
public final class RowsChunks implements Chunks {
    private static final JsonArray COLUMNS = JsonArray.of(
            "recordA",
            "recordB",
            "subtype",
            "variant",
            "probability",
            "distanceLog2",
            "low",
            "high",
            "differences",
            "warnings",
            "warningKeys",
            "verdict");

    private final ResultReader reader;
    private final int offset;
    private final int limit;
    private final @Nullable Instant finishedAt;
    private int sent;
    private boolean begun;
    private boolean ended;

    /** At most {@code limit} rows from the {@code offset}th on. */
    public RowsChunks(ResultReader reader, int offset, int limit, @Nullable Instant finishedAt) {
        this.reader = reader;
        this.offset = offset;
        this.limit = limit;
        this.finishedAt = finishedAt;
    }

    @Override
    public @Nullable Buffer next() throws IOException {
        if (ended) {
            return null;
        }
        var text = new StringBuilder();
        if (!begun) {
            begun = true;
            begin(text);
        }
        while (text.length() < BYTES && !ended) {
            var row = sent < limit ? reader.nextRow() : null;
            if (row == null) {
                ended = true;
                text.append("]}");
            } else {
                text.append(sent++ == 0 ? "" : ",").append(array(row).encode());
            }
        }
        return Buffer.buffer(text.toString());
    }

    private void begin(StringBuilder text) throws IOException {
        var head = reader.beforeRows();
        var said = new JsonObject()
                .put("model", new JsonObject().put("name", head.model()).put("version", head.version()))
                .put("encoding", head.encoding())
                .put("finishedAt", finishedAt == null ? null : finishedAt.toString())
                .put("records", head.shownRecords())
                .put("columns", COLUMNS)
                .encode();
        text.append(said, 0, said.length() - 1).append(",\"rows\":[");
        for (int i = 0; i < offset; i++) {
            if (!reader.skipRow()) {
                ended = true;
                text.append("]}");
                return;
            }
        }
    }

    private static JsonArray array(JsonObject row) {
        @Nullable JsonArray interval = row.getJsonArray("interval");
        return new JsonArray()
                .add(row.getValue("recordA"))
                .add(row.getValue("recordB"))
                .add(row.getValue("subtype"))
                .add(row.getValue("variant"))
                .add(row.getValue("probability"))
                .add(row.getValue("distanceLog2"))
                .add(interval == null ? null : interval.getValue(0))
                .add(interval == null ? null : interval.getValue(1))
                .add(row.getValue("differences"))
                .add(row.getJsonArray("warnings", new JsonArray()))
                .add(row.getJsonArray("warningKeys", new JsonArray()))
                .add(row.getValue("verdict"));
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
