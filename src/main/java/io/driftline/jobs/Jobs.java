package io.driftline.jobs;

import io.driftline.identity.UserId;
import io.driftline.job.JobId;
import io.driftline.job.PackedInput;
import io.driftline.job.Submission;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A user's own jobs. Every call fails with {@code job/not-found} alike for a job of somebody else and for one
 * that never was.
 */
public interface Jobs {
    /** Commits the job and its sequences; the same idempotency key and request give the same job again. */
    Future<Accepted> submit(Submission submission);

    Future<JobView> find(UserId owner, JobId job);

    /** Newest first, at most {@code limit} of those that pass the filter, older than {@code before}. */
    Future<List<JobView>> list(UserId owner, JobFilter filter, @Nullable JobId before, int limit);

    /** Gives a job another title, or none. */
    Future<Void> rename(UserId owner, JobId job, @Nullable String title);

    /** Writes another note to a job, or none. */
    Future<Void> annotate(UserId owner, JobId job, @Nullable String note);

    /** The frames of what has been told of a job, in order. */
    Future<JsonArray> events(UserId owner, JobId job);

    /**
     * At most {@code length} bytes of the gzip-compressed JSON result, {@code from} a byte on, counted from 0; nothing
     * beyond its end. Fails with {@code job/no-result} when there is none.
     */
    Future<Buffer> result(UserId owner, JobId job, long from, int length);

    /** What the job was given, {@link PackedInput#gzip packed}. */
    Future<Buffer> input(UserId owner, JobId job);

    /** Ends the job unless it has ended; a lost race is no failure. */
    Future<Changes> cancel(UserId owner, JobId job);

    /** Removes the job with its sequences and result, and blanks what was told of it; cancels it first. */
    Future<Changes> delete(UserId owner, JobId job);
}
