package io.driftline.job;

import io.driftline.identity.UserId;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

/** One job and what its worker may say of it. */
final class SampleJob {
    static final String WORKER = "http://worker:5000";
    static final int ATTEMPTS = 3;

    final JobId id = JobId.random();
    final UserId user = UserId.random();

    /** In its second attempt, none of which was lost by a worker's fault. */
    LockedJob job(JobState state, long lastSeq) {
        var stage = state instanceof JobState.Open open ? Stage.valueOf(open.name()) : Stage.PREDICTING;
        return new LockedJob(id, user, 3, "blosum62", state, stage, 2, 0, lastSeq, WORKER);
    }

    static LockedJob lost(LockedJob job, int times) {
        return new LockedJob(
                job.id(),
                job.user(),
                job.modelId(),
                job.encodingId(),
                job.state(),
                job.stage(),
                job.attempt(),
                times,
                job.lastSeq(),
                job.worker());
    }

    StageReport stage(int attempt, long seq, Stage stage) {
        return new StageReport(id, attempt, seq, stage, message("stage." + stage.label()), null, null);
    }

    StageReport result(int attempt, long seq) {
        var result = new StageReport.Result(Buffer.buffer(), "00", 2, new JsonObject().put("variant", true));
        return new StageReport(id, attempt, seq, Stage.RESULT, message("stage.result"), result, null);
    }

    static StageReport.Message message(String key) {
        return new StageReport.Message(key, key, new JsonObject());
    }
}
