package io.driftline.jobs.mysql;

import io.driftline.identity.UserId;
import io.driftline.job.JobId;
import io.driftline.job.JobState;
import io.driftline.job.LockedJob;
import io.driftline.job.Stage;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Jobs' rows, locked by a transaction. */
final class JobRows {
    static final String COLUMNS =
            "id, user_id, model_id, encoding_id, state, stage, attempt, given_up, last_seq, worker";

    private static final String JOB_COLUMNS = "j." + COLUMNS;

    private JobRows() {}

    /** Locks these jobs' rows in the order of their ids; absent ones are left out. */
    static Future<Map<JobId, LockedJob>> lock(SqlConnection tx, Collection<JobId> jobs) {
        var ids = jobs.stream().map(JobId::value).sorted().toList();
        return tx.preparedQuery("SELECT " + JOB_COLUMNS + " FROM " + JsonRows.GIVEN_IDS
                        + " STRAIGHT_JOIN job j FORCE INDEX (PRIMARY) ON j.id = given.id FOR UPDATE")
                .execute(Tuple.of(JsonRows.ids(ids)))
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
}
