package io.driftline.job;

import io.driftline.identity.UserId;
import org.jspecify.annotations.Nullable;

/**
 * A job that a user asks for, its form already checked.
 *
 * @param idempotencyKey the client's own name for this submission, if it gave one
 * @param title what the user calls it, if they do
 * @param repeated the job of the same user whose stored input it is to have too, if it repeats one
 */
public record Submission(
        UserId user,
        ModelRef model,
        Mode mode,
        PackedInput input,
        @Nullable String idempotencyKey,
        @Nullable String title,
        @Nullable JobId repeated) {
    /** One with an input of its own and no title. */
    public Submission(UserId user, ModelRef model, Mode mode, PackedInput input, @Nullable String idempotencyKey) {
        this(user, model, mode, input, idempotencyKey, null, null);
    }

    /** The same with a title. */
    public Submission titled(@Nullable String name) {
        return new Submission(user, model, mode, input, idempotencyKey, name, repeated);
    }

    /** The same with the input that a job of the same user has already. */
    public Submission repeating(JobId job) {
        return new Submission(user, model, mode, input, idempotencyKey, title, job);
    }
}
