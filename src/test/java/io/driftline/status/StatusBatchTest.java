package io.driftline.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftline.job.JobId;
import io.driftline.job.ProgressReport;
import io.driftline.job.Stage;
import io.driftline.job.StageReport;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a batch tells of progress. */
class StatusBatchTest {
    private final JobId job = JobId.random();
    private final JobId other = JobId.random();

    @Test
    void tellsNoPercentOfAStageThatIsOver() {
        var batch = new StatusBatch(
                List.of(percent(job, 1, 97.7), percent(other, 1, 40), event(job, 1, Stage.PREDICTING, null)));

        assertThat(batch.ticks()).containsExactly(new ProgressReport(other, 1, 40));
    }

    @Test
    void tellsThePercentOfTheStageThatBegan() {
        var batch = new StatusBatch(
                List.of(percent(job, 1, 97.7), event(job, 1, Stage.PREDICTING, null), percent(job, 1, 0.4)));

        assertThat(batch.ticks()).containsExactly(new ProgressReport(job, 1, 0.4));
    }

    @Test
    void anEventOfAnotherAttemptEndsNoStage() {
        var batch = new StatusBatch(List.of(percent(job, 2, 50), event(job, 1, Stage.PREDICTING, null)));

        assertThat(batch.ticks()).containsExactly(new ProgressReport(job, 2, 50));
    }

    private static StatusMessage percent(JobId job, int attempt, double percent) {
        return new StatusMessage.Progress(job, attempt, percent, Buffer.buffer());
    }

    private static StatusMessage event(JobId job, int attempt, Stage stage, @Nullable JsonObject problem) {
        var message = new StageReport.Message("stage.test", "A stage", new JsonObject());
        return new StatusMessage.Event(job, attempt, 1, stage, message, null, problem, Buffer.buffer(), null);
    }
}
