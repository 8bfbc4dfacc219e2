package io.driftline.operations;

import io.driftline.identity.Role;
import io.driftline.identity.UserId;
import io.driftline.job.JobId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the installation has to do, and lately did, as the database has it; the same on every gateway.
 *
 * @param open jobs that have not ended, by state; every open state is there
 * @param ended jobs that ended within the last 24 h, by state; every end is there
 * @param oldestWaiting since when the job that waits longest has waited
 * @param waitingUsers how many users have a job in the queue
 * @param queue the users with most open jobs first, at most 20
 * @param failures of the last 7 days, the latest first, at most 20
 * @param users by role; every role is there
 */
public record Workload(
        Map<String, Long> open,
        Map<String, Long> ended,
        Optional<Instant> oldestWaiting,
        long waitingUsers,
        List<Share> queue,
        List<Failure> failures,
        Map<Role, Long> users) {
    public Workload {
        queue = List.copyOf(queue);
        failures = List.copyOf(failures);
    }

    /**
     * A user's part of the open jobs.
     *
     * @param oldestWaiting since when the one that waits longest has waited, if any waits
     */
    public record Share(UserId user, String name, long waiting, long running, Optional<Instant> oldestWaiting) {}

    /**
     * A job that failed or expired; its detail is left out, for that may quote what its user gave.
     *
     * @param type of its problem; absent for one that expired
     */
    public record Failure(
            JobId job,
            Instant at,
            String state,
            String model,
            String version,
            String encoding,
            int attempt,
            Optional<String> type,
            Optional<String> title) {}
}
