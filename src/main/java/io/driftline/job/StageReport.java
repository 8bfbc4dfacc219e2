package io.driftline.job;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * An authentic event of a worker: the stage it tells of, and at the end the result or the problem.
 *
 * @param seq number of the message within its attempt, from 1
 * @param trace the context, as {@code traceparent}, below which what comes of it is traced, if it is
 */
public record StageReport(
        JobId job,
        int attempt,
        long seq,
        Stage stage,
        Message message,
        @Nullable Result result,
        @Nullable JsonObject problem,
        @Nullable String trace) {

    public StageReport {
        problem = problem == null ? null : JobProblem.whole(problem);
    }

    /** One that nobody traces. */
    public StageReport(
            JobId job,
            int attempt,
            long seq,
            Stage stage,
            Message message,
            @Nullable Result result,
            @Nullable JsonObject problem) {
        this(job, attempt, seq, stage, message, result, problem, null);
    }

    /** A sentence in English, and the key and parameters from which clients make it in other languages. */
    public record Message(String key, String text, JsonObject params) {}

    /** The result as it is stored: gzip-compressed JSON, its digest and size unpacked, and its short form. */
    public record Result(Buffer gzipJson, String sha256, long bytes, JsonObject summary) {}
}
