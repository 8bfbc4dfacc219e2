package io.driftline.jobs.mysql;

import static io.driftline.jobs.mysql.EventAppender.marks;

import io.driftline.bus.news.JobEnded;
import io.driftline.identity.UserId;
import io.driftline.job.JobId;
import io.driftline.job.JobState;
import io.driftline.job.Stage;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A job whose row this transaction holds. */
record LockedJob(
        JobId id,
        UserId user,
        long modelId,
        String encodingId,
        JobState state,
        Stage stage,
        int attempt,
        int givenUp,
        long lastSeq,
        @Nullable String worker) {

    static final String COLUMNS =
            "id, user_id, model_id, encoding_id, state, stage, attempt, given_up, last_seq, worker";

    /** Ends a job by hand of the gateway: state, problem, id. */
    static final String END = "UPDATE job SET state = ?, problem = ?, lease_until = NULL, "
            + "finished_at = UTC_TIMESTAMP(3) WHERE id = ? AND finished_at IS NULL";

    /** Locks these jobs' rows in the order of their ids; absent ones are left out. */
    static Future<Map<JobId, LockedJob>> lock(SqlConnection tx, Collection<JobId> jobs) {
        var ids = jobs.stream().map(JobId::value).sorted().toList();
        return tx.preparedQuery("SELECT " + COLUMNS + " FROM job WHERE id IN (" + marks(ids.size())
                        + ") ORDER BY id FOR UPDATE")
                .execute(Tuple.from(List.copyOf(ids)))
                .map(rows -> {
                    Map<JobId, LockedJob> locked = new HashMap<>();
                    rows.forEach(row -> {
                        var job = of(row);
                        locked.put(job.id(), job);
                    });
                    return locked;
                });
    }

    static LockedJob of(Row row) {
        return new LockedJob(
                new JobId(row.getString("id")),
                new UserId(row.getString("user_id")),
                row.getLong("model_id"),
                row.getString("encoding_id"),
                JobState.of(row.getString("state")),
                Stage.of(row.getString("stage")),
                row.getInteger("attempt"),
                row.getInteger("given_up"),
                row.getLong("last_seq"),
                row.getString("worker"));
    }

    /** Whether this attempt is the one that counts: a given-up one keeps its number until the next claim. */
    boolean isHeldUnder(int otherAttempt) {
        return worker != null && attempt == otherAttempt;
    }

    LockedJob at(JobState newState, Stage newStage, long seq) {
        return new LockedJob(id, user, modelId, encodingId, newState, newStage, attempt, givenUp, seq, worker);
    }

    JobEnded ended(JobState.End end) {
        return new JobEnded(id, user, encodingId, modelId, attempt, end, worker);
    }
}
