package io.driftline.jobs.mysql;

import io.driftline.config.Config;
import io.driftline.database.Database;
import io.driftline.job.JobId;
import io.driftline.jobs.JobRetention;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;

/** Retention in MySQL, by the database's clock. */
public final class MySqlJobRetention implements JobRetention {
    private final Database database;
    private final Config.Jobs config;

    public MySqlJobRetention(Database database, Config.Jobs config) {
        this.database = database;
        this.config = config;
    }

    @Override
    public Future<Void> prune(int limit) {
        return pruneJobs(limit).compose(pruned -> pruneEvents()).compose(pruned -> pruneForgotten());
    }

    private Future<Void> pruneJobs(int limit) {
        return old(limit).compose(found -> found.isEmpty() ? Future.succeededFuture() : pruneJobs(found));
    }

    /** Jobs of those who have what all have, by age; and of those for whom an operator said otherwise, by user. */
    private Future<List<JobId>> old(int limit) {
        return database.statement(client -> client.preparedQuery(
                        """
                        (SELECT j.id FROM job j WHERE j.finished_at < UTC_TIMESTAMP(3) - INTERVAL ? SECOND
                            AND NOT EXISTS (SELECT 1 FROM user_limit l
                                WHERE l.user_id = j.user_id AND l.retention_days IS NOT NULL)
                            LIMIT ?)
                        UNION ALL
                        (SELECT j.id FROM user_limit l JOIN job j ON j.user_id = l.user_id
                            WHERE j.finished_at < UTC_TIMESTAMP(3) - INTERVAL l.retention_days DAY
                            LIMIT ?)""")
                .execute(Tuple.of(config.retention().toSeconds(), limit, limit))
                .map(MySqlJobRetention::ids));
    }

    private Future<Void> pruneJobs(List<JobId> found) {
        return database.transaction(tx -> tx.preparedQuery("SELECT j.id FROM " + JsonRows.GIVEN_IDS
                        + " STRAIGHT_JOIN job j FORCE INDEX (PRIMARY) ON j.id = given.id FOR UPDATE SKIP LOCKED")
                .execute(JsonRows.of(found))
                .map(MySqlJobRetention::ids)
                .compose(locked -> locked.isEmpty() ? Future.succeededFuture() : forget(tx, locked)));
    }

    private static List<JobId> ids(RowSet<Row> rows) {
        List<JobId> ids = new ArrayList<>();
        rows.forEach(row -> ids.add(new JobId(row.getString("id"))));
        return ids;
    }

    /** Whatever a worker had to say of them has been said by then. */
    private Future<Void> pruneForgotten() {
        return database.statement(
                client -> client.query("DELETE FROM forgotten_job WHERE at < UTC_TIMESTAMP(3) - INTERVAL 1 DAY")
                        .execute()
                        .mapEmpty());
    }

    private static Future<Void> forget(SqlConnection tx, List<JobId> jobs) {
        return EventAppender.blank(tx, jobs).compose(blanked -> StoredInputs.removeJobs(tx, jobs));
    }

    /**
     * Lets go of each user's oldest events, up to the first that must stay: one of the number always kept, a young one,
     * or one of a job that is open or ended not long ago. So only a prefix of the sequence ever goes, and the counter
     * remembers how far.
     */
    private Future<Void> pruneEvents() {
        return database.statement(client -> client.preparedQuery(
                        """
                        SELECT c.user_id, c.pruned_to, COALESCE((
                            SELECT e.`offset` - 1 FROM event e LEFT JOIN job j ON j.id = e.job_id
                            WHERE e.user_id = c.user_id AND e.`offset` <= c.last_offset - ?
                                AND (e.at >= UTC_TIMESTAMP(3) - INTERVAL ? SECOND
                                    OR (j.id IS NOT NULL AND (j.finished_at IS NULL
                                        OR j.finished_at >= UTC_TIMESTAMP(3) - INTERVAL ? SECOND)))
                            ORDER BY e.`offset` LIMIT 1), c.last_offset - ?) AS upto
                        FROM event_counter c WHERE c.last_offset - c.pruned_to > ?
                        HAVING upto > c.pruned_to LIMIT 100""")
                .execute(Tuple.of(
                        config.eventsKeptAtLeast(),
                        config.eventsKept().toSeconds(),
                        config.eventsKept().toSeconds(),
                        config.eventsKeptAtLeast(),
                        config.eventsKeptAtLeast()))
                .compose(rows -> {
                    Future<Void> done = Future.succeededFuture();
                    for (var row : rows) {
                        var user = row.getString("user_id");
                        long upto = row.getLong("upto");
                        done = done.compose(previous -> pruneEvents(user, upto));
                    }
                    return done;
                }));
    }

    private Future<Void> pruneEvents(String user, long upto) {
        return database.transaction(
                tx -> tx.preparedQuery("UPDATE event_counter SET pruned_to = ? WHERE user_id = ? AND pruned_to < ?")
                        .execute(Tuple.of(upto, user, upto))
                        .compose(moved -> tx.preparedQuery("DELETE FROM event WHERE user_id = ? AND `offset` <= ?")
                                .execute(Tuple.of(user, upto)))
                        .mapEmpty());
    }
}
