package io.driftline.api.jobs;

import io.driftline.api.results.ResultHead;
import io.driftline.api.results.ResultInput;
import io.driftline.api.results.ResultReader;
import io.driftline.job.JobState;
import io.driftline.jobs.JobView;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Jobs as clients read them. */
final class JobJson {
    /** What a page shows at first. */
    private static final int FIRST_ROWS = 100;

    /** Of each record of many pairs, which only files have. */
    private static final String ALIGNED = "aligned";

    private final Duration retention;

    JobJson(Duration retention) {
        this.retention = retention;
    }

    /** With the result in its short form, {@code summary}. */
    JsonObject inShort(JobView job) {
        @Nullable Instant finished = job.finishedAt();
        var model = job.model();
        return new JsonObject()
                .put("id", job.id().value())
                .put("state", job.state().name())
                .put("stage", job.stage().label())
                .put("progress", job.state() == JobState.End.SUCCEEDED ? 100 : null)
                .put("attempt", job.attempt())
                .put("position", job.position() == 0 ? null : job.position())
                .put("waitSeconds", job.waitSeconds())
                .put("mode", job.mode().label())
                .put("title", job.title())
                .put("note", job.note())
                .put("batch", batch(job.batch()))
                .put("inside", job.inside())
                .put("strains", job.strains())
                .put("records", job.records())
                .put("references", job.references())
                .put("pairs", job.pairs())
                .put("createdAt", job.createdAt().toString())
                .put("finishedAt", finished == null ? null : finished.toString())
                .put(
                        "expiresAt",
                        finished == null ? null : finished.plus(kept(job)).toString())
                .put(
                        "model",
                        new JsonObject()
                                .put("id", model.id())
                                .put("name", model.title())
                                .put("version", model.version()))
                .put("encoding", new JsonObject().put("id", model.encoding()).put("name", model.encodingName()))
                .put("summary", job.summary())
                .put("result", null)
                .put("problem", job.problem());
    }

    private static @Nullable JsonObject batch(JobView.@Nullable Batch batch) {
        return batch == null
                ? null
                : new JsonObject()
                        .put("id", batch.id().value())
                        .put("title", batch.title())
                        .put("mode", batch.mode().label())
                        .put("records", batch.records())
                        .put("references", batch.references())
                        .put("pairs", batch.pairs());
    }

    private Duration kept(JobView job) {
        @Nullable Integer days = job.retentionDays();
        return days == null ? retention : Duration.ofDays(days);
    }

    /**
     * With its result: of many pairs all but the alignments and the rows beyond the first ones, and these with their records' warnings.
     * Blocks, so not on an event loop.
     */
    JsonObject withResult(JobView job, ResultInput packed) throws IOException {
        try (var reader = new ResultReader(packed)) {
            var result = reader.head(FIRST_ROWS);
            var head = new ResultHead(result);
            result.getJsonArray("records", new JsonArray()).forEach(record -> ((JsonObject) record).remove(ALIGNED));
            for (var row : result.getJsonArray("pairs")) {
                var pair = (JsonObject) row;
                pair.put("warnings", new JsonArray(head.warnings(pair)));
            }
            return inShort(job).put("result", result);
        }
    }
}
