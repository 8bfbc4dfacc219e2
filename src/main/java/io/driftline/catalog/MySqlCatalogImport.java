package io.driftline.catalog;

import io.driftline.database.Database;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
                .compose(done -> KnownModels.read(connection))
                .compose(known -> models(connection, known, workerModels.getJsonArray("models"), time))
                .compose(versions -> served(connection, worker, versions, time)));
    }

    /** Adds a version that no worker serves yet, to be activated by an operator; answers its row. */
    public static Future<Long> add(SqlConnection connection, JsonObject model, LocalDateTime now) {
        return model(connection, model).compose(id -> addVersion(connection, id, model, false, now));
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
        return BatchInsert.insert(
                connection,
                "INSERT INTO encoding (id, place, name, info, features, citation, name_zh, info_zh)",
                rows,
                " ON DUPLICATE KEY UPDATE place = VALUES(place), name = VALUES(name), info = VALUES(info),"
                        + " features = VALUES(features), citation = VALUES(citation), name_zh = VALUES(name_zh),"
                        + " info_zh = VALUES(info_zh)");
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
    private static Future<List<Long>> models(
            SqlConnection connection, KnownModels known, JsonArray models, LocalDateTime now) {
        Future<List<Long>> versions = Future.succeededFuture(new ArrayList<>());
        for (int i = 0; i < models.size(); i++) {
            var model = models.getJsonObject(i);
            versions = versions.compose(
                    served -> version(connection, known, model, now).map(version -> {
                        version.ifPresent(served::add);
                        return served;
                    }));
        }
        return versions;
    }

    /** What is known and has not changed needs no word with the database. */
    private static Future<Optional<Long>> version(
            SqlConnection connection, KnownModels known, JsonObject model, LocalDateTime now) {
        var name = ModelVersionName.of(model);
        var modelId = known.id(name.name());
        if (modelId.isEmpty()) {
            return addFirst(connection, known, model, now).map(Optional::of);
        }
        return known.version(name)
                .map(version -> keep(connection, modelId.get(), version, model))
                .orElseGet(() -> addLater(connection, modelId.get(), model, now).map(Optional::of));
    }

    /** A model that is new is shown and offered as its first version. */
    private static Future<Long> addFirst(
            SqlConnection connection, KnownModels known, JsonObject model, LocalDateTime now) {
        return insert(connection, model)
                .onSuccess(id -> known.add(model.getString("name"), id))
                .compose(id -> addVersion(connection, id, model, true, now))
                .compose(version -> ActiveVersions.tell(connection, ModelVersionName.of(model), now)
                        .map(version));
    }

    private static Future<Long> addLater(SqlConnection connection, long modelId, JsonObject model, LocalDateTime now) {
        return addVersion(connection, modelId, model, false, now).compose(version -> ActiveVersions.promote(
                        connection, modelId, version, ModelVersionName.of(model), now)
                .compose(done -> ActiveVersions.isActive(connection, version))
                .compose(active -> active ? show(connection, modelId, model) : Future.succeededFuture())
                .map(version));
    }

    /** Results name versions; so a version with other files under the same name is not offered. */
    private static Future<Optional<Long>> keep(
            SqlConnection connection, long modelId, KnownModels.Version known, JsonObject model) {
        if (!known.digest().equals(model.getString("digest"))) {
            LOG.atError()
                    .addKeyValue("model", model.getString("name"))
                    .addKeyValue("version", model.getString("version"))
                    .log("model version refused: its files have changed; give it a new version");
            return Future.succeededFuture(Optional.empty());
        }
        Future<Void> shown = known.active() && !known.shown().equals(shown(model))
                ? show(connection, modelId, model)
                : Future.succeededFuture();
        return shown.map(Optional.of(known.id()));
    }

    private static KnownModels.Shown shown(JsonObject model) {
        var chinese = model.getJsonObject("zh", new JsonObject());
        return new KnownModels.Shown(
                title(model), shortInfo(model), info(model), chinese.getString("title"), chinese.getString("info"));
    }

    private static Future<Long> model(SqlConnection connection, JsonObject model) {
        return modelId(connection, model.getString("name"))
                .compose(known -> known.map(Future::succeededFuture).orElseGet(() -> insert(connection, model)));
    }

    private static Future<Optional<Long>> modelId(SqlConnection connection, String repository) {
        return connection
                .preparedQuery("SELECT model_id FROM model_card WHERE repository = ?")
                .execute(Tuple.of(repository))
                .map(rows -> rows.size() == 0
                        ? Optional.empty()
                        : Optional.of(rows.iterator().next().getLong(0)));
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

    private static Future<Long> addVersion(
            SqlConnection connection, long modelId, JsonObject model, boolean active, LocalDateTime now) {
        var years = model.getJsonArray("trainingYears");
        return connection
                .preparedQuery(
                        "INSERT INTO model_version (model_id, version, digest, subtypes, training_years, quality,"
                                + " citation, imported_at, state_since, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .execute(Tuple.of(
                        modelId,
                        model.getString("version"),
                        model.getString("digest"),
                        model.getJsonArray("subtypes").encode(),
                        years == null ? null : years.encode(),
                        model.getJsonArray("quality", new JsonArray()).encode(),
                        model.getString("citation"),
                        now,
                        now,
                        active ? "ACTIVE" : "CHECKED"))
                .map(Database::insertedId)
                .compose(id -> addEncodings(connection, id, model.getJsonArray("encodings"))
                        .map(id));
    }

    private static Future<Void> addEncodings(SqlConnection connection, long version, JsonArray encodings) {
        var rows = new ArrayList<Tuple>();
        for (int place = 0; place < encodings.size(); place++) {
            rows.add(Tuple.of(version, encodings.getString(place), place));
        }
        return BatchInsert.insert(connection, "INSERT INTO model_encoding (version_id, encoding_id, place)", rows, "");
    }

    private static Future<Void> served(
            SqlConnection connection, String worker, List<Long> versions, LocalDateTime now) {
        var rows =
                versions.stream().map(version -> Tuple.of(worker, version, now)).toList();
        return connection
                .preparedQuery("DELETE FROM model_served WHERE worker = ? OR seen_at < ?")
                .execute(Tuple.of(worker, now.minus(SILENT_WORKER_KEPT)))
                .compose(done -> BatchInsert.insert(
                        connection, "INSERT INTO model_served (worker, version_id, seen_at)", rows, ""));
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
