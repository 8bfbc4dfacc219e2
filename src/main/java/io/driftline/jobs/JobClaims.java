package io.driftline.jobs;

import io.driftline.job.JobId;
import io.driftline.job.PackedInput;
import io.driftline.job.QueuedJob;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Optional;

/** What waits for a worker, and who holds it. Leases are kept by the database's clock. */
public interface JobClaims {
    /** Jobs that nobody holds, in fair turns between their users; small inputs with them. */
    Future<List<QueuedJob>> waiting(int limit);

    /** Takes the job for {@code worker} under a fresh attempt and lease; empty if somebody else was faster. */
    Future<Optional<QueuedJob>> claim(QueuedJob job, String worker);

    /** Undoes a claim that the worker certainly refused; its attempt was never used and is taken back. */
    Future<Void> unclaim(QueuedJob claimed);

    /** The job with whoever has it, and what it has to be worked on; empty if it has been deleted meanwhile. */
    Future<Optional<HeldJob>> held(JobId job);

    /** The committed input of a job, {@link PackedInput#gzip packed}; empty if the job has been deleted meanwhile. */
    Future<Optional<Buffer>> input(JobId job);
}
