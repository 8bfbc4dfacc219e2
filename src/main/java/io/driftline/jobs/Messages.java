package io.driftline.jobs;

import io.vertx.core.json.JsonObject;

/** What the gateway itself has to say of a job. */
final class Messages {
    private Messages() {}

    static StageReport.Message queued() {
        return new StageReport.Message("job.queued", "Waiting for a worker", new JsonObject());
    }

    static StageReport.Message queuedAgain(int attempt, String reason) {
        return new StageReport.Message(
                "job.requeued",
                "Attempt " + attempt + " was lost (" + reason + "); the job runs again",
                new JsonObject().put("attempt", attempt).put("reason", reason));
    }

    static StageReport.Message exhausted(int attempts, String reason) {
        return new StageReport.Message(
                "job.failed",
                "Given up after " + attempts + " lost attempts (" + reason + ")",
                new JsonObject().put("attempts", attempts).put("reason", reason));
    }

    static JsonObject exhaustedProblem(int attempts, String reason) {
        return new JsonObject()
                .put("type", "urn:problem:job/attempts-exhausted")
                .put("title", "The job could not be completed")
                .put(
                        "detail",
                        attempts + " attempts were lost, the last one because " + reason
                                + ". Your sequences are not the cause; submit the job again later.");
    }

    static StageReport.Message cancelled() {
        return new StageReport.Message("job.cancelled", "Cancelled", new JsonObject());
    }

    static StageReport.Message expired() {
        return new StageReport.Message("job.expired", "Expired: not done within the time allowed", new JsonObject());
    }
}
