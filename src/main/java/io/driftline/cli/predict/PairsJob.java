package io.driftline.cli.predict;

import io.driftline.cli.predict.FastaFiles.Sequence;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * As many pairs as one job takes, in the order of the file, with the sequences that they need. In a job a header is one
 * sequence, and a sequence of one subtype.
 */
public final class PairsJob {
    static final int MAX_PAIRS = 100_000;
    static final int MAX_RECORDS = 2_000;

    /** Below the 8 MiB of a submission, for quotes and the rest of the body. */
    private static final int MAX_BYTES = 7 * 1024 * 1024;

    private static final int PUNCTUATION = 16;

    /** By header. */
    private final Map<String, Stated> sequences = new LinkedHashMap<>();

    private final List<Row> rows = new ArrayList<>();
    private int bytes;

    /** A pair, its place in the file from 0, and the subtype that the file states, empty if none. */
    public record Row(int place, String subtype, Sequence a, Sequence b) {}

    private record Stated(Sequence sequence, String subtype) {}

    /** Cuts rows into jobs. */
    public static List<PairsJob> of(List<Row> rows) {
        var jobs = new ArrayList<PairsJob>();
        var job = new PairsJob();
        for (var row : rows) {
            if (!job.hasRoomFor(row)) {
                jobs.add(job);
                job = new PairsJob();
            }
            job.add(row);
        }
        if (!job.rows.isEmpty()) {
            jobs.add(job);
        }
        return jobs;
    }

    /** A pair as the contract has it. */
    static JsonArray pair(String a, String b, String subtype) {
        var pair = new JsonArray().add(a).add(b);
        return subtype.isEmpty() ? pair : pair.add(subtype);
    }

    public List<Row> rows() {
        return List.copyOf(rows);
    }

    /** The headers in the order of their records, which are numbered from 1. */
    List<String> headers() {
        return List.copyOf(sequences.keySet());
    }

    public JsonObject submission(long model, String encoding) {
        var fasta = new StringBuilder();
        sequences.forEach((header, each) -> fasta.append('>')
                .append(header)
                .append('\n')
                .append(each.sequence().letters())
                .append('\n'));
        var pairs = new JsonArray();
        rows.forEach(row -> pairs.add(pair(row.a().header(), row.b().header(), row.subtype())));
        return new JsonObject()
                .put("modelId", model)
                .put("encodingId", encoding)
                .put("mode", "list")
                .put("sequences", fasta.toString())
                .put("pairs", pairs);
    }

    private boolean hasRoomFor(Row row) {
        int more = (isNew(row.a()) ? 1 : 0) + (isNew(row.b()) && !row.a().equals(row.b()) ? 1 : 0);
        return fits(row, row.a())
                && fits(row, row.b())
                && rows.size() < MAX_PAIRS
                && sequences.size() + more <= MAX_RECORDS
                && (rows.isEmpty() || bytes + size(row) <= MAX_BYTES);
    }

    private boolean isNew(Sequence sequence) {
        return !sequences.containsKey(sequence.header());
    }

    private boolean fits(Row row, Sequence sequence) {
        return isNew(sequence) || new Stated(sequence, row.subtype()).equals(sequences.get(sequence.header()));
    }

    private void add(Row row) {
        bytes += size(row);
        rows.add(row);
        sequences.put(row.a().header(), new Stated(row.a(), row.subtype()));
        sequences.put(row.b().header(), new Stated(row.b(), row.subtype()));
    }

    private int size(Row row) {
        int names = length(row.a().header()) + length(row.b().header()) + length(row.subtype()) + PUNCTUATION;
        return names + sizeIfNew(row.a()) + (row.a().equals(row.b()) ? 0 : sizeIfNew(row.b()));
    }

    private int sizeIfNew(Sequence sequence) {
        return isNew(sequence) ? length(sequence.header()) + length(sequence.letters()) + PUNCTUATION : 0;
    }

    private static int length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
