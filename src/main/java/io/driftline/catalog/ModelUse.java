package io.driftline.catalog;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How much a model is looked at and liked.
 *
 * @param repository its folder in the model repository
 * @param likes as they stand now
 * @param views since the model came
 * @param days those with a view or a like, oldest first
 */
public record ModelUse(
        long id, String repository, String name, Optional<String> chineseName, int likes, long views, List<Day> days) {
    public ModelUse {
        days = List.copyOf(days);
    }

    /**
     * One day, UTC.
     *
     * @param likes given less taken back
     */
    public record Day(LocalDate day, int views, int likes) {}

    static List<ModelUse> of(RowSet<Row> models, Map<Long, List<Day>> days) {
        List<ModelUse> use = new ArrayList<>();
        models.forEach(row -> use.add(new ModelUse(
                row.getLong("id"),
                row.getString("repository"),
                row.getString("name"),
                Optional.ofNullable(row.getString("title_zh")),
                row.getInteger("likes"),
                row.getLong("views"),
                days.getOrDefault(row.getLong("id"), List.of()))));
        return List.copyOf(use);
    }
}
