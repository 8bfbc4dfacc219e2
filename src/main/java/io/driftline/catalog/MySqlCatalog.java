package io.driftline.catalog;

import io.driftline.database.Database;
import io.driftline.identity.UserId;
import io.driftline.job.ModelRef;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the catalogue, and counts likes and views in the {@code model} table. */
public final class MySqlCatalog {
    /** Models with a version in a state that is said next, as that version. */
    private static final String MODELS_AS = "SELECT m.id, m.name, COALESCE(m.modellike, 0) AS likes,"
            + " COALESCE(m.modelviews, 0) AS views, c.repository, c.info, c.title_zh, c.info_zh,"
            + " v.id AS version_id, v.version, v.digest, v.subtypes, v.training_years, v.quality, v.citation,"
            + " EXISTS (SELECT 1 FROM model_like l WHERE l.model_id = m.id AND l.user_id = ?) AS liked,"
            + " EXISTS (SELECT 1 FROM model_served s WHERE s.version_id = v.id) AS online"
            + " FROM model m JOIN model_card c ON c.model_id = m.id"
            + " JOIN model_version v ON v.model_id = m.id AND v.state = ";

    private static final String MODELS = MODELS_AS + "'ACTIVE'";

    /** What nearly every submission asks, in one trip. A name with other letters than ASCII's cannot be compared, and is that of none. */
    private static final String CHOICE = "SELECT c.repository, v.version, e.encoding_id"
            + " FROM model_card c JOIN model_version v ON v.model_id = c.model_id AND v.state = 'ACTIVE'"
            + " JOIN model_encoding e ON e.version_id = v.id AND e.encoding_id = CONVERT(? USING ascii)"
            + " WHERE c.model_id = ? AND EXISTS (SELECT 1 FROM model_served s WHERE s.version_id = v.id)";

    /** Versions count upwards: 10 comes after 9. */
    private static final String EARLIER = MODELS_AS
            + "'CHECKED' JOIN model_version a ON a.model_id = m.id AND a.state = 'ACTIVE'"
            + " AND (CHAR_LENGTH(v.version), v.version) < (CHAR_LENGTH(a.version), a.version)"
            + " WHERE m.id = ? AND EXISTS (SELECT 1 FROM model_served s WHERE s.version_id = v.id)"
            + " AND EXISTS (SELECT 1 FROM model_encoding e WHERE e.version_id = v.id AND e.encoding_id = CONVERT(? USING ascii))"
            + " ORDER BY CHAR_LENGTH(v.version) DESC, v.version DESC LIMIT 1";

    private final Database database;

    public MySqlCatalog(Database database) {
        this.database = database;
    }

    Future<List<ModelEntry>> list(@Nullable UserId user) {
        return models(MODELS + " ORDER BY online DESC, likes DESC, m.id", Tuple.of(idOf(user)));
    }

    Future<Optional<ModelEntry>> find(long id, @Nullable UserId user) {
        return models(MODELS + " WHERE m.id = ?", Tuple.of(idOf(user), id))
                .map(models -> models.stream().findFirst());
    }

    /** The model's active version with this encoding, if it offers that and is served. */
    Future<Optional<ModelRef>> choice(long id, String encodingId) {
        return database.statement(client -> client.preparedQuery(CHOICE)
                .execute(Tuple.of(encodingId, id))
                .map(rows -> {
                    var each = rows.iterator();
                    return each.hasNext() ? choice(id, encodingId, each.next()) : Optional.<ModelRef>empty();
                }));
    }

    /** Encodings are told apart by each letter, whatever the table takes for equal. */
    private static Optional<ModelRef> choice(long id, String encodingId, Row row) {
        return row.getString("encoding_id").equals(encodingId)
                ? Optional.of(new ModelRef(id, row.getString("repository"), row.getString("version"), encodingId))
                : Optional.empty();
    }

    /** The model as the newest version before the active one that offers the encoding and is still served. */
    Future<Optional<ModelEntry>> findEarlier(long id, String encodingId) {
        return models(EARLIER, Tuple.of(idOf(null), id, encodingId))
                .map(models -> models.stream().findFirst());
    }

    Future<List<EncodingEntry>> encodings() {
        return database.statement(client -> client.query(
                        "SELECT id, name, info, features, citation, name_zh, info_zh FROM encoding ORDER BY place, id")
                .execute()
                .map(rows -> {
                    var encodings = new ArrayList<EncodingEntry>();
                    rows.forEach(row -> encodings.add(encoding(row)));
                    return List.copyOf(encodings);
                }));
    }

    /** Views are no change of the model, so its {@code updateTime} stays. */
    Future<Void> countView(long id, Instant now) {
        return database.transaction(connection -> connection
                .preparedQuery("UPDATE model SET modelviews = COALESCE(modelviews, 0) + 1,"
                        + " updateTime = updateTime WHERE id = ?")
                .execute(Tuple.of(id))
                .compose(counted -> counted.rowCount() == 0
                        ? Future.succeededFuture()
                        : ModelDays.addView(connection, id, ModelDays.of(now))));
    }

    Future<Optional<LikeCount>> like(long id, UserId user, Instant now) {
        return database.transaction(connection -> lock(connection, id)
                .compose(likes -> onExisting(likes, count -> connection
                        .preparedQuery("INSERT IGNORE INTO model_like (user_id, model_id, created_at) VALUES (?, ?, ?)")
                        .execute(Tuple.of(user.value(), id, LocalDateTime.ofInstant(now, ZoneOffset.UTC)))
                        .compose(rows -> ModelDays.addLikes(connection, id, ModelDays.of(now), rows.rowCount())
                                .compose(added -> count(connection, id, count + rows.rowCount(), true))))));
    }

    Future<Optional<LikeCount>> unlike(long id, UserId user, Instant now) {
        return database.transaction(connection -> lock(connection, id)
                .compose(likes -> onExisting(likes, count -> connection
                        .preparedQuery("DELETE FROM model_like WHERE user_id = ? AND model_id = ?")
                        .execute(Tuple.of(user.value(), id))
                        .compose(rows -> ModelDays.addLikes(connection, id, ModelDays.of(now), -rows.rowCount())
                                .compose(added ->
                                        count(connection, id, Math.max(0, count - rows.rowCount()), false))))));
    }

    /** Takes back every like of a user. */
    Future<Void> withdrawLikes(UserId user, Instant now) {
        return database.transaction(connection -> connection
                .preparedQuery("UPDATE model m JOIN model_like l ON l.model_id = m.id"
                        + " SET m.modellike = GREATEST(COALESCE(m.modellike, 0), 1) - 1, m.updateTime = m.updateTime"
                        + " WHERE l.user_id = ?")
                .execute(Tuple.of(user.value()))
                .compose(counted -> ModelDays.withdrawLikes(connection, user, ModelDays.of(now)))
                .compose(noted -> connection
                        .preparedQuery("DELETE FROM model_like WHERE user_id = ?")
                        .execute(Tuple.of(user.value())))
                .mapEmpty());
    }

    /** The use of every model since this day; models without an active version too. */
    Future<List<ModelUse>> use(LocalDate since) {
        return database.statement(connection -> connection
                .query("SELECT m.id, c.repository, m.name, c.title_zh, COALESCE(m.modellike, 0) AS likes,"
                        + " COALESCE(m.modelviews, 0) AS views FROM model m JOIN model_card c ON c.model_id = m.id"
                        + " ORDER BY m.id")
                .execute()
                .compose(models -> ModelDays.since(connection, since).map(days -> ModelUse.of(models, days))));
    }

    private interface Change {
        Future<LikeCount> apply(int likes);
    }

    private static Future<Optional<LikeCount>> onExisting(Optional<Integer> likes, Change change) {
        return likes.map(count -> change.apply(count).map(Optional::of))
                .orElseGet(() -> Future.succeededFuture(Optional.empty()));
    }

    /** Those who like the same model take turns. */
    private static Future<Optional<Integer>> lock(SqlConnection connection, long id) {
        return connection
                .preparedQuery("SELECT COALESCE(modellike, 0) AS likes FROM model WHERE id = ? FOR UPDATE")
                .execute(Tuple.of(id))
                .map(rows -> {
                    var each = rows.iterator();
                    return each.hasNext() ? Optional.of(each.next().getInteger("likes")) : Optional.empty();
                });
    }

    private static Future<LikeCount> count(SqlConnection connection, long id, int likes, boolean liked) {
        return connection
                .preparedQuery("UPDATE model SET modellike = ?, updateTime = updateTime WHERE id = ?")
                .execute(Tuple.of(likes, id))
                .map(new LikeCount(likes, liked));
    }

    private Future<List<ModelEntry>> models(String sql, Tuple values) {
        return database.statement(
                connection -> connection.preparedQuery(sql).execute(values).compose(models -> encodingNames(connection)
                        .map(names -> entries(models, names))));
    }

    private static List<ModelEntry> entries(RowSet<Row> rows, Map<Long, List<ModelEntry.EncodingName>> names) {
        var models = new ArrayList<ModelEntry>();
        rows.forEach(row -> models.add(model(row, names.getOrDefault(row.getLong("version_id"), List.of()))));
        return List.copyOf(models);
    }

    private static Future<Map<Long, List<ModelEntry.EncodingName>>> encodingNames(SqlClient client) {
        return client.query("SELECT me.version_id, me.encoding_id, COALESCE(e.name, me.encoding_id) AS name"
                        + " FROM model_encoding me LEFT JOIN encoding e ON e.id = me.encoding_id"
                        + " ORDER BY me.version_id, me.place")
                .execute()
                .map(rows -> {
                    var names = new HashMap<Long, List<ModelEntry.EncodingName>>();
                    rows.forEach(row -> names.computeIfAbsent(row.getLong("version_id"), version -> new ArrayList<>())
                            .add(new ModelEntry.EncodingName(row.getString("encoding_id"), row.getString("name"))));
                    return names;
                });
    }

    private static ModelEntry model(Row row, List<ModelEntry.EncodingName> encodings) {
        return new ModelEntry(
                row.getLong("id"),
                row.getString("repository"),
                row.getString("name"),
                row.getString("info"),
                chinese(row, "title_zh"),
                row.getInteger("likes"),
                row.getLong("views"),
                row.getInteger("liked") != 0,
                row.getString("version"),
                row.getString("digest"),
                new JsonArray(row.getString("subtypes")),
                encodings,
                Optional.ofNullable(row.getString("training_years")).map(JsonArray::new),
                new JsonArray(row.getString("quality")),
                Optional.ofNullable(row.getString("citation")),
                row.getInteger("online") != 0);
    }

    private static EncodingEntry encoding(Row row) {
        return new EncodingEntry(
                row.getString("id"),
                row.getString("name"),
                row.getString("info"),
                row.getInteger("features"),
                Optional.ofNullable(row.getString("citation")),
                chinese(row, "name_zh"));
    }

    private static Optional<ModelEntry.Chinese> chinese(Row row, String nameColumn) {
        return Optional.ofNullable(row.getString(nameColumn))
                .map(name -> new ModelEntry.Chinese(name, row.getString("info_zh")));
    }

    private static String idOf(@Nullable UserId user) {
        return user == null ? "" : user.value();
    }
}
