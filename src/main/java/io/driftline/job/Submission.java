package io.driftline.job;

import io.driftline.identity.UserId;
import org.jspecify.annotations.Nullable;

/**
 * A job that a user asks for, its form already checked.
 *
 * @param idempotencyKey the client's own name for this submission, if it gave one
 * @param title what the user calls it, if they do
 * @param batch the job of many that it is to stand under, if it belongs to one
 * @param repeated the job of the same user whose stored input it is to have too, if it repeats one
 * @param trace the context of the request, as {@code traceparent}, if it is traced
 */
public record Submission(
        UserId user,
        ModelRef model,
        Mode mode,
        PackedInput input,
        @Nullable String idempotencyKey,
        @Nullable String title,
        @Nullable JobId batch,
        @Nullable JobId repeated,
        @Nullable String trace) {
    /** One with an input of its own, no title, and under no batch. */
    public Submission(UserId user, ModelRef model, Mode mode, PackedInput input, @Nullable String idempotencyKey) {
        this(user, model, mode, input, idempotencyKey, null, null, null, null);
    }

    /** The batch that it adds sequences to; a pair or a repetition stands under one only because what it is made of does. */
    public @Nullable JobId extended() {
        return repeated == null && mode != Mode.PAIR ? batch : null;
    }

    /** The same with a title. */
    public Submission titled(@Nullable String name) {
        return new Submission(user, model, mode, input, idempotencyKey, name, batch, repeated, trace);
    }

    /** The same under a batch of the same user. */
    public Submission under(@Nullable JobId job) {
        return new Submission(user, model, mode, input, idempotencyKey, title, job, repeated, trace);
    }

    /** The same with the input that a job of the same user has already. */
    public Submission repeating(JobId job) {
        return new Submission(user, model, mode, input, idempotencyKey, title, batch, job, trace);
    }

    /** The same as part of a trace. */
    public Submission traced(@Nullable String context) {
        return new Submission(user, model, mode, input, idempotencyKey, title, batch, repeated, context);
    }
}
