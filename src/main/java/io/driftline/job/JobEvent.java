package io.driftline.job;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a job's owner is told of it, before it has a place among that user's events.
 *
 * @param job as it stands from now on
 * @param result the result in short form, if this is the end that has one
 * @param problem why it failed, if it did
 * @param trace the context, as {@code traceparent}, below which the telling is traced, if it is
 */
public record JobEvent(
        LockedJob job,
        StageReport.Message message,
        @Nullable JsonObject result,
        @Nullable JsonObject problem,
        @Nullable String trace) {

    static JobEvent of(LockedJob job, StageReport.Message message, @Nullable JsonObject problem) {
        return new JobEvent(job, message, null, problem, null);
    }

    /** That it was taken into the queue. */
    public static JobEvent queued(LockedJob job, @Nullable String trace) {
        return new JobEvent(job, JobMessages.queued(), null, null, trace);
    }

    /** The event as its owner receives it. */
    public Buffer frame(long offset, Instant at) {
        var frame = new JsonObject()
                .put("type", "event")
                .put("offset", offset)
                .put("job", job.id().value())
                .put("attempt", job.attempt())
                .put("state", job.state().name())
                .put("stage", job.stage().label())
                .put("message", message.text())
                .put("messageKey", message.key())
                .put("params", message.params())
                .put("at", at.toString());
        if (result != null) {
            frame.put("result", result);
        }
        if (problem != null) {
            frame.put("problem", problem);
        }
        return frame.toBuffer();
    }
}
