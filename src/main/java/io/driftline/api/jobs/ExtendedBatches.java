package io.driftline.api.jobs;

import io.driftline.identity.UserId;
import io.driftline.job.JobId;
import io.driftline.job.Mode;
import io.driftline.jobs.JobView;
import io.driftline.jobs.Jobs;
import io.driftline.problem.ProblemType;
import io.driftline.problem.ServiceException;
import io.driftline.words.JobWords;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** The batch that a submission names as the one which its sequences are added to. */
final class ExtendedBatches {
    private static final String FIELD = "batch";

    private final Jobs jobs;

    ExtendedBatches(Jobs jobs) {
        this.jobs = jobs;
    }

    /**
     * What is added to an addition is added to its batch. Fails with JOB_NOT_FOUND where the caller has no such job, and with
     * INVALID_FIELD where it compares otherwise.
     */
    Future<Optional<JobId>> named(UserId user, JsonObject body, Mode mode) {
        var id = body.getString(FIELD);
        return id == null
                ? Future.succeededFuture(Optional.empty())
                : jobs.find(user, new JobId(id)).map(job -> Optional.of(batch(job, mode)));
    }

    private static JobId batch(JobView job, Mode mode) {
        if (job.mode() == Mode.PAIR) {
            throw ServiceException.ofField(ProblemType.INVALID_FIELD, "/" + FIELD, JobWords.BATCH_OF_PAIR.message());
        }
        if (job.mode() != mode) {
            throw ServiceException.ofField(
                    ProblemType.INVALID_FIELD,
                    "/mode",
                    JobWords.BATCH_MODE.message(job.mode().label(), mode.label()));
        }
        return job.batchOfAdditions();
    }
}
