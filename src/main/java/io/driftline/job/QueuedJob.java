package io.driftline.job;

import io.driftline.identity.UserId;
import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * A job that waits for a worker, or, once claimed, one that this gateway is about to post.
 *
 * @param attempt the fence: how many claims it has had
 * @param input {@link PackedInput#gzip packed}, where it is at hand and of {@value #SMALL} bytes at most
 * @param trace the context, as {@code traceparent}, below which what is done with it is traced, if it is
 */
public record QueuedJob(
        JobId job,
        UserId user,
        ModelRef model,
        Mode mode,
        int attempt,
        @Nullable Buffer input,
        @Nullable String trace) {
    /** Many may be in memory at once. */
    public static final int SMALL = 16 << 10;

    /** One whose input is not at hand, and that nobody traces. */
    public QueuedJob(JobId job, UserId user, ModelRef model, Mode mode, int attempt) {
        this(job, user, model, mode, attempt, null, null);
    }

    /** One that was submitted just now. */
    public static QueuedJob of(JobId job, Submission submission) {
        var packed = submission.input().gzip();
        return new QueuedJob(
                job,
                submission.user(),
                submission.model(),
                submission.mode(),
                0,
                packed.length() <= SMALL ? packed : null,
                submission.trace());
    }

    public QueuedJob claimed() {
        return new QueuedJob(job, user, model, mode, attempt + 1, input, trace);
    }

    /** The same below another context. */
    public QueuedJob within(@Nullable String context) {
        return new QueuedJob(job, user, model, mode, attempt, input, context);
    }
}
