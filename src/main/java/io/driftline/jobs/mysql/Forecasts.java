package io.driftline.jobs.mysql;

import io.driftline.database.Database;
import io.driftline.identity.UserId;
import io.driftline.jobs.Forecast;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;

/** Tells before submitting where in the queue a job would stand; by the same rule that {@link SubmissionWriter} places it by. */
public final class Forecasts {
    /** Stands for somebody who is not signed in: nobody has this id, so no job is theirs. */
    private static final UserId STRANGER = UserId.random();

    private final Database database;

    public Forecasts(Database database) {
        this.database = database;
    }

    public Future<Forecast> forStrangers() {
        return forUser(STRANGER);
    }

    public Future<Forecast> forUser(UserId user) {
        return database.statement(client -> SubmissionWriter.turn(client, user)
                .compose(turn -> count(client, user, turn))
                .map(Forecasts::forecast));
    }

    private static Future<Row> count(SqlClient client, UserId user, long turn) {
        return client.preparedQuery(
                        """
                        SELECT
                            (SELECT COUNT(*) FROM job WHERE state = 'QUEUED' AND worker IS NULL) AS waiting,
                            (SELECT COUNT(*) FROM job WHERE state = 'QUEUED' AND worker IS NULL AND turn <= ?) AS before_it,
                            (SELECT COUNT(*) FROM job WHERE finished_at > UTC_TIMESTAMP(3) - INTERVAL 60 SECOND) AS ended_lately,
                            (SELECT COUNT(*) FROM job WHERE user_id = ? AND finished_at IS NULL) AS open""")
                .execute(Tuple.of(turn, user.value()))
                .map(rows -> rows.iterator().next());
    }

    private static Forecast forecast(Row row) {
        long waiting = row.getLong("waiting");
        long position = row.getLong("before_it") + 1;
        // Where nothing waits, few jobs ended because few came: that is no rate.
        var seconds = waiting == 0 ? null : JobViews.waitSeconds(position, row.getLong("ended_lately"));
        return new Forecast(waiting, position, seconds, row.getLong("open"));
    }
}
