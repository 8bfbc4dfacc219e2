package io.driftline.bus;

import io.driftline.job.JobId;
import org.jspecify.annotations.Nullable;

/** How far has this attempt come? Whoever asks has read which one holds the job, so that no other is answered for. */
public record AskProgress(JobId job, int attempt) {
    /**
     * What is known of how far an attempt has come.
     *
     * @param percent of the stage predicting; null if nothing is known
     */
    public record Known(@Nullable Double percent) {
        public static final Known NOTHING = new Known(null);
    }
}
