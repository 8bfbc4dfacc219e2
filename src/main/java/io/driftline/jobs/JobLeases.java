package io.driftline.jobs;

import io.driftline.job.JobId;
import io.driftline.job.Loss;
import io.vertx.core.Future;
import java.util.List;

/** Attempts that went silent or can say nothing more, and open jobs that grew too old. */
public interface JobLeases {
    /** Takes lapsed leases for a decision; others leave them alone for some seconds. */
    Future<List<LapsedLease>> takeLapsed(int limit);

    /** The attempt is alive: its lease starts anew. */
    Future<Void> renew(LapsedLease lease);

    /**
     * The attempt is lost: the job is queued again, or fails after too many lost attempts. Nothing happens if the
     * job has moved on meanwhile.
     */
    Future<Changes> giveUp(JobId job, int attempt, String reason);

    /** The same, of an attempt that this very worker held, by its kind. */
    Future<Changes> lose(LapsedLease attempt, Loss loss);

    /**
     * The attempt has said something that can never be stored: the job fails and says so. Nothing happens if the job has
     * moved on meanwhile.
     */
    Future<Changes> fail(JobId job, int attempt);

    /** Ends open jobs that are older than the limit. */
    Future<Changes> expire(int limit);
}
