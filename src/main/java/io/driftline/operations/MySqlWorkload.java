package io.driftline.operations;

import io.driftline.database.Database;
import io.driftline.identity.Role;
import io.driftline.identity.UserId;
import io.driftline.job.JobId;
import io.driftline.job.JobState;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Counts what stands in the database. Each query reads an index only, or a bounded number of rows. */
public final class MySqlWorkload {
    private static final String OPEN = "SELECT state, COUNT(*) AS jobs, MIN(created_at) AS oldest,"
            + " COUNT(DISTINCT user_id) AS users FROM job WHERE finished_at IS NULL GROUP BY state";
    private static final String ENDED = "SELECT state, COUNT(*) AS jobs FROM job"
            + " WHERE finished_at > UTC_TIMESTAMP(3) - INTERVAL 1 DAY GROUP BY state";
    private static final String QUEUE = "SELECT q.user_id, u.name, q.waiting, q.jobs - q.waiting AS running, q.oldest"
            + " FROM (SELECT user_id, COUNT(*) AS jobs, COUNT(IF(state = 'QUEUED', 1, NULL)) AS waiting,"
            + " MIN(IF(state = 'QUEUED', created_at, NULL)) AS oldest FROM job WHERE finished_at IS NULL"
            + " GROUP BY user_id ORDER BY jobs DESC, user_id LIMIT 20) q"
            + " JOIN `user` u ON u.id = q.user_id ORDER BY q.jobs DESC, q.user_id";
    private static final String FAILURES = "SELECT j.id, j.finished_at, j.state, j.model_name, j.model_version,"
            + " j.encoding_id, j.attempt, j.problem FROM (SELECT id, finished_at FROM job"
            + " WHERE finished_at > UTC_TIMESTAMP(3) - INTERVAL 7 DAY AND state IN ('FAILED', 'EXPIRED')"
            + " ORDER BY finished_at DESC, created_at DESC LIMIT 20) f JOIN job j ON j.id = f.id"
            + " ORDER BY f.finished_at DESC";
    private static final String USERS = "SELECT role, COUNT(*) AS users FROM `user` GROUP BY role";

    private final Database database;

    public MySqlWorkload(Database database) {
        this.database = database;
    }

    /** Fails if the database does not answer. */
    Future<Workload> read() {
        var open = rows(OPEN);
        var ended = rows(ENDED);
        var queue = list(QUEUE, MySqlWorkload::share);
        var failures = list(FAILURES, MySqlWorkload::failure);
        var users = rows(USERS).map(MySqlWorkload::roles);
        return Future.all(open, ended, queue, failures, users).map(read -> {
            var waiting = waiting(open.result());
            return new Workload(
                    counts(open.result(), JobState.Open.values()),
                    counts(ended.result(), JobState.End.values()),
                    waiting.flatMap(row -> time(row, "oldest")),
                    waiting.map(row -> row.getLong("users")).orElse(0L),
                    queue.result(),
                    failures.result(),
                    users.result());
        });
    }

    private Future<RowSet<Row>> rows(String sql) {
        return database.statement(client -> client.query(sql).execute());
    }

    private <T> Future<List<T>> list(String sql, Function<Row, T> each) {
        return rows(sql).map(rows -> {
            List<T> all = new ArrayList<>();
            rows.forEach(row -> all.add(each.apply(row)));
            return all;
        });
    }

    private static Optional<Row> waiting(RowSet<Row> open) {
        for (Row row : open) {
            if (row.getString("state").equals(JobState.Open.QUEUED.name())) {
                return Optional.of(row);
            }
        }
        return Optional.empty();
    }

    private static Map<String, Long> counts(RowSet<Row> rows, Enum<?>[] states) {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (Enum<?> state : states) {
            counts.put(state.name(), 0L);
        }
        rows.forEach(row -> counts.computeIfPresent(row.getString("state"), (state, none) -> row.getLong("jobs")));
        return counts;
    }

    private static Map<Role, Long> roles(RowSet<Row> rows) {
        Map<Role, Long> counts = new EnumMap<>(Role.class);
        for (Role role : Role.values()) {
            counts.put(role, 0L);
        }
        rows.forEach(row -> counts.put(Role.valueOf(row.getString("role")), row.getLong("users")));
        return counts;
    }

    private static Workload.Share share(Row row) {
        return new Workload.Share(
                new UserId(row.getString("user_id")),
                row.getString("name"),
                row.getLong("waiting"),
                row.getLong("running"),
                time(row, "oldest"));
    }

    private static Workload.Failure failure(Row row) {
        var problem = Optional.ofNullable(row.getString("problem")).map(JsonObject::new);
        return new Workload.Failure(
                new JobId(row.getString("id")),
                time(row, "finished_at").orElseThrow(),
                row.getString("state"),
                row.getString("model_name"),
                row.getString("model_version"),
                row.getString("encoding_id"),
                row.getInteger("attempt"),
                problem.map(told -> told.getString("type")),
                problem.map(told -> told.getString("title")));
    }

    private static Optional<Instant> time(Row row, String column) {
        return Optional.ofNullable(row.getLocalDateTime(column)).map(time -> time.toInstant(ZoneOffset.UTC));
    }
}
