package io.driftline.api;

import io.driftline.domain.Ids;
import io.driftline.domain.JobId;
import io.driftline.domain.ProblemType;
import io.driftline.domain.ServiceException;
import io.vertx.ext.web.RoutingContext;

/** The job that a path names. */
final class JobIds {
    private JobIds() {}

    /** An id of another form is no job of anybody. */
    static JobId of(RoutingContext ctx) {
        var id = Requests.path(ctx, "jobId");
        if (!Ids.isId(id)) {
            throw ServiceException.of(ProblemType.JOB_NOT_FOUND, "You have no job with this id.");
        }
        return new JobId(id);
    }
}
