package io.driftline.status;

import io.driftline.job.JobId;
import io.driftline.job.ProgressReport;
import io.driftline.job.Stage;
import io.driftline.job.StageReport;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** One authentic line of a worker's message. */
sealed interface StatusMessage {
    JobId job();

    int attempt();

    /** The line as it came, for the dead letters. */
    Buffer line();

    /**
     * A step that is kept and told.
     *
     * @param trace the context, as {@code traceparent}, in which its worker said it, if it is traced
     */
    record Event(
            JobId job,
            int attempt,
            long seq,
            Stage stage,
            StageReport.Message message,
            @Nullable Announced result,
            @Nullable JsonObject problem,
            Buffer line,
            @Nullable String trace)
            implements StatusMessage {

        /** The same below another context of its trace. */
        Event within(@Nullable String context) {
            return new Event(job, attempt, seq, stage, message, result, problem, line, context);
        }

        StageReport report(StageReport.@Nullable Result stored) {
            return new StageReport(job, attempt, seq, stage, message, stored, problem, trace);
        }

        /** The end that this becomes when what it announces cannot be used. */
        StageReport failure(JsonObject why) {
            var failed = new StageReport.Message("job.failed", why.getString("title", ""), new JsonObject());
            return new StageReport(job, attempt, seq, Stage.PREDICTING, failed, null, why, trace);
        }
    }

    /** A gauge that is told and forgotten. */
    record Progress(JobId job, int attempt, double percent, Buffer line) implements StatusMessage {
        ProgressReport report() {
            return new ProgressReport(job, attempt, percent);
        }
    }

    /** The result that an event says lies in the staging area: digest and size unpacked, and its short form. */
    record Announced(String sha256, long bytes, JsonObject summary) {}
}
