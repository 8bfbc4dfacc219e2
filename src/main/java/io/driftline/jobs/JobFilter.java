package io.driftline.jobs;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which of a user's jobs are listed: those that meet all that is given.
 *
 * @param search what a title, or the name of one of the first records, has in it, in whatever case
 * @param state its name, or {@value #OPEN} for those that have not ended
 * @param modelId number of a model in the catalogue
 * @param from when the oldest was submitted
 * @param until before which the newest was submitted
 */
public record JobFilter(
        @Nullable String search,
        @Nullable String state,
        @Nullable Long modelId,
        @Nullable Instant from,
        @Nullable Instant until) {
    public static final String OPEN = "OPEN";

    /** Lets all pass. */
    public static final JobFilter ALL = new JobFilter(null, null, null, null, null);
}
