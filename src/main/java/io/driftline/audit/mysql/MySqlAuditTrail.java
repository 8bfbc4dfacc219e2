package io.driftline.audit.mysql;

import io.driftline.audit.AuditTrail;
import io.driftline.database.Database;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The audit trail in MySQL; who was meant is named as long as the account is there. */
public final class MySqlAuditTrail implements AuditTrail {
    private static final Set<String> COLUMNS = Set.of("at", "event", "outcome", "user", "source");

    private final Database database;

    public MySqlAuditTrail(Database database) {
        this.database = database;
    }

    @Override
    public Future<Void> add(List<JsonObject> lines) {
        return database.statement(client -> client.preparedQuery(
                        "INSERT INTO audit (at, event, outcome, user_id, source, facts) VALUES (?, ?, ?, ?, ?, ?)")
                .executeBatch(lines.stream().map(MySqlAuditTrail::row).toList())
                .mapEmpty());
    }

    private static Tuple row(JsonObject line) {
        var facts = new JsonObject();
        line.forEach(fact -> {
            if (!COLUMNS.contains(fact.getKey())) {
                facts.put(fact.getKey(), fact.getValue());
            }
        });
        return Tuple.tuple()
                .addValue(utc(Instant.parse(line.getString("at"))))
                .addString(line.getString("event"))
                .addString(line.getString("outcome"))
                .addString(line.getString("user"))
                .addString(line.getString("source"))
                .addString(facts.encode());
    }

    @Override
    public Future<List<JsonObject>> read(Filter filter, int limit) {
        var values = Tuple.tuple();
        var where = new StringBuilder("1 = 1");
        and(where, values, "a.id < ?", filter.before());
        and(where, values, "a.event = ?", filter.event());
        and(where, values, "a.outcome = ?", filter.outcome());
        and(where, values, "a.user_id = ?", filter.user());
        and(where, values, "a.source = ?", filter.source());
        and(where, values, "a.at >= ?", filter.since().map(MySqlAuditTrail::utc));
        and(where, values, "a.at < ?", filter.until().map(MySqlAuditTrail::utc));
        var sql = "SELECT a.id, a.at, a.event, a.outcome, a.user_id, u.email, a.source, a.facts FROM audit a"
                + " LEFT JOIN `user` u ON u.id = a.user_id WHERE " + where + " ORDER BY a.id DESC LIMIT " + limit;
        return database.statement(
                client -> client.preparedQuery(sql).execute(values).map(rows -> {
                    List<JsonObject> lines = new ArrayList<>();
                    rows.forEach(row -> lines.add(line(row)));
                    return List.copyOf(lines);
                }));
    }

    private static void and(StringBuilder where, Tuple values, String condition, Optional<?> value) {
        value.ifPresent(given -> {
            where.append(" AND ").append(condition);
            values.addValue(given);
        });
    }

    private static JsonObject line(Row row) {
        var line = new JsonObject()
                .put("id", row.getLong("id"))
                .put("at", row.getLocalDateTime("at").toInstant(ZoneOffset.UTC).toString())
                .put("event", row.getString("event"))
                .put("outcome", row.getString("outcome"));
        for (var name : List.of("user_id", "email", "source")) {
            var value = row.getString(name);
            if (value != null) {
                line.put(name.equals("user_id") ? "user" : name, value);
            }
        }
        return line.put("facts", new JsonObject(row.getString("facts")));
    }

    @Override
    public Future<Integer> prune(Instant before, int limit) {
        return database.statement(
                client -> client.preparedQuery("DELETE FROM audit WHERE at < ? ORDER BY at LIMIT " + limit)
                        .execute(Tuple.of(utc(before)))
                        .map(gone -> gone.rowCount()));
    }

    private static LocalDateTime utc(Instant time) {
        return LocalDateTime.ofInstant(time, ZoneOffset.UTC);
    }
}
