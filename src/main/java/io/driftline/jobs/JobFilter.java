package io.driftline.jobs;

import io.driftline.job.JobId;
import io.driftline.job.Mode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which of a user's jobs are listed: those that meet all that is given.
 *
 * @param search what a title, a note, or the name of one of the first records has in it, in whatever case
 * @param state its name, or {@value #OPEN} for those that have not ended
 * @param mode how they compare
 * @param modelId number of a model in the catalogue
 * @param from when the oldest was submitted
 * @param until before which the newest was submitted
 * @param fold which of those that stand under a batch are meant
 */
public record JobFilter(
        @Nullable String search,
        @Nullable String state,
        @Nullable Mode mode,
        @Nullable Long modelId,
        @Nullable Instant from,
        @Nullable Instant until,
        Fold fold) {
    public static final String OPEN = "OPEN";

    /**
     * A batch with what stands under it. Where these are told apart, a batch passes too if something under it does.
     *
     * @param folded whether those under a batch are left out
     * @param batch under which all must stand, if one is named
     */
    public record Fold(boolean folded, @Nullable JobId batch) {
        public boolean isNone() {
            return !folded && batch == null;
        }
    }
}
