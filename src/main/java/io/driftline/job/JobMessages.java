package io.driftline.job;

import io.vertx.core.json.JsonObject;

/** What the gateway itself has to say of a job. */
public final class JobMessages {
    private JobMessages() {}

    public static StageReport.Message queued() {
        return new StageReport.Message("job.queued", "Waiting for a worker", new JsonObject());
    }

    public static StageReport.Message queuedAgain(int attempt, String reason) {
        return new StageReport.Message(
                "job.requeued",
                "Attempt " + attempt + " was lost because " + reason + "; the job runs again",
                new JsonObject().put("attempt", attempt).put("reason", reason));
    }

    public static StageReport.Message exhausted(int attempts, String reason) {
        return new StageReport.Message(
                "job.failed",
                "Given up after " + attempts + " lost attempts, the last one because " + reason,
                new JsonObject().put("attempts", attempts).put("reason", reason));
    }

    public static JsonObject exhaustedProblem(int attempts, String reason) {
        return new JsonObject()
                .put("type", "urn:problem:job/attempts-exhausted")
                .put("title", "The job could not be completed")
                .put(
                        "detail",
                        attempts + " attempts were lost, the last one because " + reason
                                + ". Your sequences are not the cause; submit the job again later.");
    }

    public static JsonObject exhaustedProblem(int attempts, Loss loss) {
        return loss == Loss.HUNG
                ? new JsonObject()
                        .put("type", "urn:problem:job/unfinished")
                        .put("title", "The computation did not finish")
                        .put(
                                "detail",
                                "The computation was started " + attempts
                                        + " times and given up, the last time because it took far longer than one of its"
                                        + " size should. Try fewer sequences or another model; if it happens again, tell"
                                        + " the operator the job's id.")
                : exhaustedProblem(attempts, loss.reason());
    }

    public static StageReport.Message unusable() {
        return new StageReport.Message("job.failed", "The worker's report could not be stored", new JsonObject());
    }

    public static JsonObject unusableProblem() {
        return new JsonObject()
                .put("type", "urn:problem:job/unusable-report")
                .put("title", "The worker's report could not be used")
                .put(
                        "detail",
                        "The worker's report on this job could not be stored. Your sequences are not the cause; an"
                                + " operator can find it among the dead letters.");
    }

    public static StageReport.Message cancelled() {
        return new StageReport.Message("job.cancelled", "Cancelled", new JsonObject());
    }

    public static StageReport.Message expired() {
        return new StageReport.Message(
                "job.expired", "Expired: not finished within the time allowed", new JsonObject());
    }
}
