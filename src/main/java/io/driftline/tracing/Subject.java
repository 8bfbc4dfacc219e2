package io.driftline.tracing;

import io.driftline.job.JobId;
import io.driftline.job.Stage;
import org.jspecify.annotations.Nullable;

/** All that a span may say of a job. */
public record Subject(@Nullable JobId job, int attempt, @Nullable Stage stage) {
    /** What has been said of the job by the spans above. */
    public static final Subject KNOWN = new Subject(null, 0, null);

    /** An attempt at a job. */
    public static Subject of(JobId job, int attempt) {
        return new Subject(job, attempt, null);
    }
}
