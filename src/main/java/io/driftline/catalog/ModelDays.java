package io.driftline.catalog;

import io.driftline.identity.UserId;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What each day adds to the counters of the {@code model} table, written in the transaction that moves them. */
final class ModelDays {
    private ModelDays() {}

    static LocalDate of(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC);
    }

    static Future<Void> addView(SqlClient connection, long model, LocalDate day) {
        return connection
                .preparedQuery("INSERT INTO model_day (model_id, day, views) VALUES (?, ?, 1)"
                        + " ON DUPLICATE KEY UPDATE views = views + 1")
                .execute(Tuple.of(model, day))
                .mapEmpty();
    }

    /** @param likes given, or negative for those taken back; 0 changes nothing */
    static Future<Void> addLikes(SqlClient connection, long model, LocalDate day, int likes) {
        return likes == 0
                ? Future.succeededFuture()
                : connection
                        .preparedQuery("INSERT INTO model_day (model_id, day, likes) VALUES (?, ?, ?)"
                                + " ON DUPLICATE KEY UPDATE likes = likes + VALUES(likes)")
                        .execute(Tuple.of(model, day, likes))
                        .mapEmpty();
    }

    /** Takes back every like that this user has given. */
    static Future<Void> withdrawLikes(SqlClient connection, UserId user, LocalDate day) {
        return connection
                .preparedQuery("INSERT INTO model_day (model_id, day, likes)"
                        + " SELECT l.model_id, ?, -1 FROM model_like l WHERE l.user_id = ?"
                        + " ON DUPLICATE KEY UPDATE likes = model_day.likes - 1")
                .execute(Tuple.of(day, user.value()))
                .mapEmpty();
    }

    /** By model, oldest first. */
    static Future<Map<Long, List<ModelUse.Day>>> since(SqlClient connection, LocalDate first) {
        return connection
                .preparedQuery(
                        "SELECT model_id, day, views, likes FROM model_day WHERE day >= ? ORDER BY model_id, day")
                .execute(Tuple.of(first))
                .map(rows -> {
                    Map<Long, List<ModelUse.Day>> days = new HashMap<>();
                    rows.forEach(row -> days.computeIfAbsent(row.getLong("model_id"), model -> new ArrayList<>())
                            .add(new ModelUse.Day(
                                    row.getLocalDate("day"), row.getInteger("views"), row.getInteger("likes"))));
                    return days;
                });
    }
}
