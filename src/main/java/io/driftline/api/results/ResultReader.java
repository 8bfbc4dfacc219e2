package io.driftline.api.results;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Reads a packed result once, from its head to its last row, one row at a time. Blocks, so not on an event loop. */
public final class ResultReader implements Closeable {
    private static final String ROWS = "pairs";
    private static final int WINDOW = 16 * 1024;
    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<Map<String, Object>> ROW = new TypeReference<>() {};

    private final JsonParser parser;

    public ResultReader(InputStream packed) throws IOException {
        parser = JSON.createParser(new GZIPInputStream(packed, WINDOW));
        parser.nextToken();
    }

    /** All of the result but its rows beyond the first {@code most}; of many pairs the rows come last. */
    public JsonObject head(int most) throws IOException {
        var head = new JsonObject();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            var field = parser.currentName();
            parser.nextToken();
            if (field.equals(ROWS)) {
                var rows = new JsonArray();
                head.put(ROWS, rows);
                if (!readRows(rows, most)) {
                    return head;
                }
            } else {
                head.put(field, parser.readValueAs(Object.class));
            }
        }
        return head;
    }

    /** Whether these were all. */
    private boolean readRows(JsonArray rows, int most) throws IOException {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (rows.size() == most) {
                return false;
            }
            rows.add(new JsonObject(parser.<Map<String, Object>>readValueAs(ROW)));
        }
        return true;
    }

    /** Reads up to the rows; to be called once, before {@link #nextRow}. */
    ResultHead beforeRows() throws IOException {
        var head = new JsonObject();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            var field = parser.currentName();
            parser.nextToken();
            if (field.equals(ROWS)) {
                return new ResultHead(head);
            }
            head.put(field, parser.readValueAs(Object.class));
        }
        throw new IOException("a result without rows");
    }

    /** Whether there was a row to skip. */
    boolean skipRow() throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            return false;
        }
        parser.skipChildren();
        return true;
    }

    /** The next row, or nothing after the last one. */
    @Nullable
    JsonObject nextRow() throws IOException {
        return parser.nextToken() == JsonToken.START_OBJECT
                ? new JsonObject(parser.<Map<String, Object>>readValueAs(ROW))
                : null;
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }
}
