package io.driftline.api.results;

import io.driftline.api.answer.Chunks;
import io.driftline.problem.ProblemType;
import io.driftline.problem.ServiceException;
import io.driftline.words.JobWords;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The mature HA1 of each record of a result as FASTA, one letter a column of its subtype's reference: {@code -} a deletion, X unknown.
 * Headers are those that were given. Records of one subtype have one length.
 */
final class AlignedFasta implements Chunks {
    private final ResultReader reader;
    private final Iterator<Aligned> records;

    private record Aligned(String header, String letters) {}

    /**
     * @param subtype as results call it, such as H3; nothing for all
     * @throws ServiceException NO_RESULT if there is no such record, as in results of before alignments were kept
     */
    AlignedFasta(ResultReader reader, @Nullable String subtype) throws IOException {
        this.reader = reader;
        var found = found(reader, subtype);
        if (found.isEmpty()) {
            reader.close();
            throw ServiceException.of(ProblemType.NO_RESULT, JobWords.NOT_ALIGNED.message());
        }
        records = found.iterator();
    }

    private static List<Aligned> found(ResultReader reader, @Nullable String subtype) throws IOException {
        var head = reader.beforeRows();
        if (head.records().isEmpty()) {
            var row = reader.nextRow();
            return row == null || !isOf(row, subtype) ? List.of() : pair(row);
        }
        var found = new ArrayList<Aligned>();
        for (JsonObject record : head.records()) {
            var letters = record.getString("aligned");
            if (letters != null && isOf(record, subtype)) {
                found.add(new Aligned(record.getString("name"), letters));
            }
        }
        return found;
    }

    private static boolean isOf(JsonObject each, @Nullable String subtype) {
        return subtype == null || Objects.equals(subtype, each.getString("subtype"));
    }

    /** A pair has both as part of its alignment. */
    private static List<Aligned> pair(JsonObject row) {
        var both = row.getJsonObject("alignment");
        return List.of(
                new Aligned(row.getString("a"), both.getString("a")),
                new Aligned(row.getString("b"), both.getString("b")));
    }

    @Override
    public @Nullable Buffer next() {
        var text = new StringBuilder();
        while (text.length() < BYTES && records.hasNext()) {
            var record = records.next();
            text.append('>').append(record.header()).append('\n');
            text.append(record.letters()).append('\n');
        }
        return text.isEmpty() ? null : Buffer.buffer(text.toString());
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
