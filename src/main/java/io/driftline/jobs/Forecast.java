package io.driftline.jobs;

import org.jspecify.annotations.Nullable;

/**
 * What would become of a job that was submitted now.
 *
 * @param waiting jobs that no worker has taken yet
 * @param position the place that it would have among them, 1 is next
 * @param waitSeconds how long such a place took lately; absent if nothing waits or nothing ended lately
 * @param open jobs of its user that have not ended
 */
public record Forecast(long waiting, long position, @Nullable Long waitSeconds, long open) {}
