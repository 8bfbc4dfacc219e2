package io.driftline.jobs.mysql;

import static io.driftline.jobs.mysql.EventAppender.marks;

import io.driftline.job.JobId;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Inputs are stored once, however many jobs have one, and go with the last of these. Whoever removes jobs locks their inputs
 * before, so that of two who remove the last two jobs of one the later finds nobody left; whoever adds a job to an input locks
 * one that has it, which keeps both.
 */
final class StoredInputs {
    private StoredInputs() {}

    /** Removes jobs that are locked, with all that is theirs alone. */
    static Future<Void> removeJobs(SqlConnection tx, Collection<JobId> jobs) {
        var ids = jobs.stream().map(JobId::value).toList();
        return strings(tx, "SELECT DISTINCT input_id FROM job WHERE id IN (%s)", ids)
                .compose(inputs -> strings(
                        tx, "SELECT job_id FROM job_input WHERE job_id IN (%s) ORDER BY job_id FOR UPDATE", inputs))
                .compose(locked -> delete(tx, "DELETE FROM job WHERE id IN (%s)", ids)
                        .compose(deleted ->
                                strings(tx, "SELECT DISTINCT input_id FROM job WHERE input_id IN (%s)", locked))
                        .map(kept -> without(locked, kept)))
                .compose(unused -> delete(tx, "DELETE FROM job_input WHERE job_id IN (%s)", unused));
    }

    private static List<String> without(List<String> all, List<String> kept) {
        var others = new ArrayList<>(all);
        others.removeAll(kept);
        return others;
    }

    private static Future<List<String>> strings(SqlConnection tx, String query, List<String> ids) {
        return ids.isEmpty()
                ? Future.succeededFuture(List.of())
                : tx.preparedQuery(query.formatted(marks(ids.size())))
                        .execute(Tuple.from(ids))
                        .map(rows -> {
                            List<String> found = new ArrayList<>();
                            rows.forEach(row -> found.add(row.getString(0)));
                            return found;
                        });
    }

    private static Future<Void> delete(SqlConnection tx, String statement, List<String> ids) {
        return ids.isEmpty()
                ? Future.succeededFuture()
                : tx.preparedQuery(statement.formatted(marks(ids.size())))
                        .execute(Tuple.from(ids))
                        .mapEmpty();
    }
}
