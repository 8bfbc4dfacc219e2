package io.driftline.api.body;

import io.driftline.identity.Ids;
import io.driftline.job.JobId;
import io.driftline.problem.ProblemType;
import io.driftline.problem.ServiceException;
import io.driftline.words.JobWords;
import io.vertx.ext.web.RoutingContext;

/** The job that a path names. */
public final class JobIds {
    private JobIds() {}

    /** An id of another form is no job of anybody. */
    public static JobId of(RoutingContext ctx) {
        var id = Requests.path(ctx, "jobId");
        if (!Ids.isId(id)) {
            throw ServiceException.of(ProblemType.JOB_NOT_FOUND, JobWords.NOT_FOUND.message());
        }
        return new JobId(id);
    }
}
