package io.driftline.jobs;

import io.driftline.job.ProgressReport;
import io.driftline.job.StageReport;
import io.vertx.core.Future;
import java.util.List;

/** The status step's side of the jobs. */
public interface JobProgress {
    /**
     * Applies reports in their order, in one transaction: each moves its job, stores its result, renews its lease
     * and takes the next place in its user's events. A report of another attempt, or an old one, changes nothing.
     */
    Future<Applied> apply(List<StageReport> reports, List<ProgressReport> ticks);
}
