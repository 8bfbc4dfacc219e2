package io.driftline.jobs;

import io.driftline.domain.SequenceRecord;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** A job's sequences as they are stored, and as each is staged. */
public final class InputRecords {
    /** Above what the largest accepted body can unpack to. */
    private static final int UNPACKED_LIMIT = 64 << 20;

    private InputRecords() {}

    static Buffer pack(List<SequenceRecord> records) {
        var array = new JsonArray();
        records.forEach(record -> array.add(toJson(record)));
        return Gzip.pack(array.toBuffer());
    }

    static List<SequenceRecord> unpack(Buffer packed) {
        try {
            List<SequenceRecord> records = new ArrayList<>();
            for (Object item : new JsonArray(Gzip.unpack(packed, UNPACKED_LIMIT))) {
                var json = (JsonObject) item;
                records.add(new SequenceRecord(
                        json.getInteger("record"), json.getString("name"), json.getString("letters")));
            }
            return records;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The form of one record towards workers. */
    public static JsonObject toJson(SequenceRecord record) {
        return new JsonObject()
                .put("record", record.record())
                .put("name", record.name())
                .put("letters", record.letters());
    }
}
