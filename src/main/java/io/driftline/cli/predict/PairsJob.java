package io.driftline.cli.predict;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** As many pairs as one job takes, in the order of the file, with the sequences that they need. */
public final class PairsJob {
    static final int MAX_PAIRS = 100_000;
    static final int MAX_RECORDS = 2_000;

    /** Below the 8 MiB of a submission, for quotes and the rest of the body. */
    private static final int MAX_BYTES = 7 * 1024 * 1024;

    private static final int PUNCTUATION = 16;

    private final Set<FastaFiles.Sequence> sequences = new LinkedHashSet<>();
    private final List<Row> rows = new ArrayList<>();
    private int bytes;

    /** A pair, and its place in the file from 0. */
    public record Row(int place, FastaFiles.Sequence a, FastaFiles.Sequence b) {}

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

    public List<Row> rows() {
        return List.copyOf(rows);
    }

    public JsonObject submission(long model, String encoding) {
        var fasta = new StringBuilder();
        sequences.forEach(each -> fasta.append('>')
                .append(each.header())
                .append('\n')
                .append(each.letters())
                .append('\n'));
        var pairs = new JsonArray();
        rows.forEach(row ->
                pairs.add(new JsonArray().add(row.a().header()).add(row.b().header())));
        return new JsonObject()
                .put("modelId", model)
                .put("encodingId", encoding)
                .put("mode", "list")
                .put("sequences", fasta.toString())
                .put("pairs", pairs);
    }

    private boolean hasRoomFor(Row row) {
        int more = (sequences.contains(row.a()) ? 0 : 1)
                + (sequences.contains(row.b()) || row.a().equals(row.b()) ? 0 : 1);
        return rows.size() < MAX_PAIRS
                && sequences.size() + more <= MAX_RECORDS
                && (rows.isEmpty() || bytes + size(row) <= MAX_BYTES);
    }

    private void add(Row row) {
        bytes += size(row);
        rows.add(row);
        sequences.add(row.a());
        sequences.add(row.b());
    }

    private int size(Row row) {
        int names = length(row.a().header()) + length(row.b().header()) + PUNCTUATION;
        return names + sizeIfNew(row.a()) + (row.a().equals(row.b()) ? 0 : sizeIfNew(row.b()));
    }

    private int sizeIfNew(FastaFiles.Sequence sequence) {
        return sequences.contains(sequence) ? 0 : length(sequence.header()) + length(sequence.letters()) + PUNCTUATION;
    }

    private static int length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
