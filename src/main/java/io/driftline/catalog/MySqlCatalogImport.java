package io.driftline.catalog;

import io.driftline.database.Database;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes into the catalogue what workers say that they serve. Nothing is ever deleted: a model that no worker serves any
 * more keeps its likes, views and versions, and the results that name them stay true.
 */
public final class MySqlCatalogImport {
    private static final Logger LOG = LoggerFactory.getLogger(MySqlCatalogImport.class);
    private static final int SHORT_INFO_LETTERS = 100;
    private static final Duration SILENT_WORKER_KEPT = Duration.ofDays(7);

    private final Database database;

    public MySqlCatalogImport(Database database) {
        this.database = database;
    }

    Future<Void> importFrom(JsonObject workerModels, Instant now) {
        var worker = workerModels.getJsonObject("worker").getString("id");
        var time = LocalDateTime.ofInstant(now, ZoneOffset.UTC);
        return database.transaction(connection -> ActiveVersions.lock(connection)
                .compose(locked -> encodings(connection, workerModels.getJsonArray("encodings")))
                .compose(done -> models(connection, workerModels.getJsonArray("models"), time))
                .compose(versions -> served(connection, worker, versions, time)));
    }

    /** Adds a version that no worker serves yet, to be activated by an operator; answers its row. */
    public static Future<Long> add(SqlConnection connection, JsonObject model, LocalDateTime now) {
        return model(connection, model).compose(id -> addVersion(connection, id, model, now));
    }

    /** Has the catalogue show the model as this version of it describes itself. */
    public static Future<Void> show(SqlConnection connection, long modelId, JsonObject model) {
        return connection
                .preparedQuery("UPDATE model SET name = ?, info = ? WHERE id = ? AND NOT (name <=> ? AND info <=> ?)")
                .execute(Tuple.of(title(model), shortInfo(model), modelId, title(model), shortInfo(model)))
                .compose(done -> connection
                        .preparedQuery("UPDATE model_card SET info = ?, title_zh = ?, info_zh = ? WHERE model_id = ?")
                        .execute(card(model, modelId)))
                .mapEmpty();
    }

    private static Future<Void> encodings(SqlConnection connection, JsonArray encodings) {
        var rows = new ArrayList<Tuple>();
        for (int place = 0; place < encodings.size(); place++) {
            rows.add(encoding(encodings.getJsonObject(place), place));
        }
        if (rows.isEmpty()) {
            return Future.succeededFuture();
        }
        return connection
                .preparedQuery("INSERT INTO encoding (id, place, name, info, features, citation, name_zh, info_zh)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE place = VALUES(place),"
                        + " name = VALUES(name), info = VALUES(info), features = VALUES(features),"
                        + " citation = VALUES(citation), name_zh = VALUES(name_zh), info_zh = VALUES(info_zh)")
                .executeBatch(rows)
                .mapEmpty();
    }

    private static Tuple encoding(JsonObject encoding, int place) {
        var chinese = encoding.getJsonObject("zh", new JsonObject());
        return Tuple.of(
                encoding.getString("id"),
                place,
                encoding.getString("name"),
                encoding.getString("info", ""),
                encoding.getInteger("features"),
                encoding.getString("citation"),
                chinese.getString("name"),
                chinese.getString("info"));
    }

    /** One after the other on the one connection; answers the version rows that are served. */
    private static Future<List<Long>> models(SqlConnection connection, JsonArray models, LocalDateTime now) {
        Future<List<Long>> versions = Future.succeededFuture(new ArrayList<>());
        for (int i = 0; i < models.size(); i++) {
            var model = models.getJsonObject(i);
            versions =
                    versions.compose(served -> version(connection, model, now).map(version -> {
                        version.ifPresent(served::add);
                        return served;
                    }));
        }
        return versions;
    }

    private static Future<Optional<Long>> version(SqlConnection connection, JsonObject model, LocalDateTime now) {
        return model(connection, model).compose(id -> knownVersion(connection, id, model)
                .compose(known -> known.map(version -> Future.succeededFuture(unchanged(version, model)))
                        .orElseGet(
                                () -> addVersion(connection, id, model, now).compose(version -> ActiveVersions.promote(
                                                connection, id, version, ModelVersionName.of(model), now)
                                        .map(Optional.of(version)))))
                .compose(version -> showIfActive(connection, id, version, model).map(version)));
    }

    private static Future<Void> showIfActive(
            SqlConnection connection, long modelId, Optional<Long> version, JsonObject model) {
        return version.map(id -> ActiveVersions.isActive(connection, id))
                .orElse(Future.succeededFuture(false))
                .compose(active -> active ? show(connection, modelId, model) : Future.succeededFuture());
    }

    private static Future<Long> model(SqlConnection connection, JsonObject model) {
        return modelId(connection, model.getString("name"))
                .compose(known -> known.map(Future::succeededFuture).orElseGet(() -> insert(connection, model)));
    }

    private static Future<Optional<Long>> modelId(SqlConnection connection, String repository) {
        return one(
                connection,
                "SELECT model_id FROM model_card WHERE repository = ?",
                Tuple.of(repository),
                row -> row.getLong(0));
    }

    private static Future<Long> insert(SqlConnection connection, JsonObject model) {
        return connection
                .preparedQuery("INSERT INTO model (name, info, modellike, modelviews) VALUES (?, ?, 0, 0)")
                .execute(Tuple.of(title(model), shortInfo(model)))
                .map(Database::insertedId)
                .compose(id -> connection
                        .preparedQuery("INSERT INTO model_card (info, title_zh, info_zh, model_id, repository)"
                                + " VALUES (?, ?, ?, ?, ?)")
                        .execute(card(model, id).addString(model.getString("name")))
                        .map(id));
    }

    private static Tuple card(JsonObject model, long id) {
        var chinese = model.getJsonObject("zh", new JsonObject());
        return Tuple.of(info(model), chinese.getString("title"), chinese.getString("info"), id);
    }

    /** A version that is already known, with the digest it had. */
    private record Known(long id, String digest) {}

    private static Future<Optional<Known>> knownVersion(SqlConnection connection, long modelId, JsonObject model) {
        return one(
                connection,
                "SELECT id, digest FROM model_version WHERE model_id = ? AND version = ?",
                Tuple.of(modelId, model.getString("version")),
                row -> new Known(row.getLong(0), row.getString(1)));
    }

    /** Results name versions; so a version with other files under the same name is not offered. */
    private static Optional<Long> unchanged(Known known, JsonObject model) {
        if (known.digest().equals(model.getString("digest"))) {
            return Optional.of(known.id());
        }
        LOG.atError()
                .addKeyValue("model", model.getString("name"))
                .addKeyValue("version", model.getString("version"))
                .log("model version refused: its files have changed; give it a new version");
        return Optional.empty();
    }

    private static Future<Long> addVersion(
            SqlConnection connection, long modelId, JsonObject model, LocalDateTime now) {
        var years = model.getJsonArray("trainingYears");
        return connection
                .preparedQuery(
                        "INSERT INTO model_version (model_id, version, digest, subtypes, training_years, quality,"
                                + " citation, imported_at, state_since) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .execute(Tuple.of(
                        modelId,
                        model.getString("version"),
                        model.getString("digest"),
                        model.getJsonArray("subtypes").encode(),
                        years == null ? null : years.encode(),
                        model.getJsonArray("quality", new JsonArray()).encode(),
                        model.getString("citation"),
                        now,
                        now))
                .map(Database::insertedId)
                .compose(id -> addEncodings(connection, id, model.getJsonArray("encodings"))
                        .map(id));
    }

    private static Future<Void> addEncodings(SqlConnection connection, long version, JsonArray encodings) {
        var rows = new ArrayList<Tuple>();
        for (int place = 0; place < encodings.size(); place++) {
            rows.add(Tuple.of(version, encodings.getString(place), place));
        }
        return connection
                .preparedQuery("INSERT INTO model_encoding (version_id, encoding_id, place) VALUES (?, ?, ?)")
                .executeBatch(rows)
                .mapEmpty();
    }

    private static Future<Void> served(
            SqlConnection connection, String worker, List<Long> versions, LocalDateTime now) {
        var rows =
                versions.stream().map(version -> Tuple.of(worker, version, now)).toList();
        return connection
                .preparedQuery("DELETE FROM model_served WHERE worker = ? OR seen_at < ?")
                .execute(Tuple.of(worker, now.minus(SILENT_WORKER_KEPT)))
                .compose(done -> rows.isEmpty()
                        ? Future.succeededFuture()
                        : connection
                                .preparedQuery(
                                        "INSERT INTO model_served (worker, version_id, seen_at) VALUES (?, ?, ?)")
                                .executeBatch(rows)
                                .mapEmpty());
    }

    private static <T> Future<Optional<T>> one(
            SqlConnection connection, String sql, Tuple values, Function<Row, T> read) {
        return connection.preparedQuery(sql).execute(values).map(rows -> {
            var each = rows.iterator();
            return each.hasNext() ? Optional.of(read.apply(each.next())) : Optional.empty();
        });
    }

    private static String title(JsonObject model) {
        return model.getString("title", model.getString("name"));
    }

    private static String info(JsonObject model) {
        return model.getString("info", "");
    }

    /** The given table has room for 100 letters; the whole text stands on the card. */
    private static String shortInfo(JsonObject model) {
        var info = info(model);
        return info.codePointCount(0, info.length()) <= SHORT_INFO_LETTERS
                ? info
                : info.substring(0, info.offsetByCodePoints(0, SHORT_INFO_LETTERS - 1)) + "…";
    }
}
