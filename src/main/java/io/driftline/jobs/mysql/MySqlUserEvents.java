package io.driftline.jobs.mysql;

import io.driftline.bus.news.Announcement;
import io.driftline.database.Database;
import io.driftline.identity.UserId;
import io.driftline.job.JobProblem;
import io.driftline.jobs.events.UserEvents;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Users' events in MySQL. */
public final class MySqlUserEvents implements UserEvents {
    /** How many jobs a page of a snapshot tells of; with their problems well below what a socket may hold unsent. */
    private static final int PAGE_OF_JOBS = 200;

    private final Database database;

    public MySqlUserEvents(Database database) {
        this.database = database;
    }

    @Override
    public Future<List<Announcement.Event>> after(UserId user, long offset, int limit) {
        return database.statement(client -> client.preparedQuery(
                        "SELECT `offset`, frame FROM event WHERE user_id = ? AND `offset` > ? ORDER BY `offset` LIMIT ?")
                .execute(Tuple.of(user.value(), offset, limit))
                .map(rows -> {
                    List<Announcement.Event> events = new ArrayList<>();
                    rows.forEach(row -> events.add(
                            new Announcement.Event(row.getLong(0), Buffer.buffer(JobProblem.frame(row.getString(1))))));
                    return events;
                }));
    }

    @Override
    public Future<Kept> kept(UserId user) {
        return database.statement(
                client -> client.preparedQuery("SELECT pruned_to, last_offset FROM event_counter WHERE user_id = ?")
                        .execute(Tuple.of(user.value()))
                        .map(rows -> {
                            if (rows.size() == 0) {
                                return new Kept(0, 0);
                            }
                            var row = rows.iterator().next();
                            return new Kept(row.getLong(0), row.getLong(1));
                        }));
    }

    @Override
    public Future<Map<UserId, Long>> lastOffsets(Collection<UserId> users) {
        var ids = users.stream().map(UserId::value).toList();
        return database.statement(client -> client.preparedQuery("SELECT c.user_id, c.last_offset FROM "
                        + JsonRows.GIVEN_IDS
                        + " STRAIGHT_JOIN event_counter c FORCE INDEX (PRIMARY) ON c.user_id = given.id")
                .execute(Tuple.of(JsonRows.ids(ids)))
                .map(rows -> {
                    Map<UserId, Long> last = new HashMap<>();
                    rows.forEach(row -> last.put(new UserId(row.getString(0)), row.getLong(1)));
                    return last;
                }));
    }

    /** Counter and jobs by one statement, so that no event lies between them and nobody's lock is waited for. */
    @Override
    public Future<Snapshot> snapshot(UserId user, long before) {
        return database.statement(client -> client.preparedQuery(
                        """
                        SELECT c.last_offset, j.number, j.id, j.state, j.stage, j.attempt, j.problem, r.summary
                        FROM event_counter c
                        LEFT JOIN job j ON j.user_id = c.user_id AND j.number < ?
                        LEFT JOIN job_result r ON r.job_id = j.id
                        WHERE c.user_id = ? ORDER BY j.number DESC LIMIT ?""")
                .execute(Tuple.of(before, user.value(), PAGE_OF_JOBS))
                .map(MySqlUserEvents::snapshot));
    }

    private static Snapshot snapshot(RowSet<Row> rows) {
        List<JsonObject> jobs = new ArrayList<>();
        long offset = 0;
        long last = 0;
        for (Row row : rows) {
            offset = row.getLong("last_offset");
            if (row.getString("id") != null) {
                jobs.add(standing(row));
                last = row.getLong("number");
            }
        }
        return new Snapshot(offset, jobs, jobs.size() == PAGE_OF_JOBS ? last : 0);
    }

    private static JsonObject standing(Row row) {
        var job = new JsonObject()
                .put("job", row.getString("id"))
                .put("state", row.getString("state"))
                .put("stage", row.getString("stage"))
                .put("attempt", row.getInteger("attempt"));
        if (row.getString("summary") != null) {
            job.put("result", new JsonObject(row.getString("summary")));
        }
        if (row.getString("problem") != null) {
            job.put("problem", JobProblem.stored(row.getString("problem")));
        }
        return job;
    }
}
