package io.driftline.catalog;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The catalogue's models and versions, read at once, so that what a worker tells can be compared without asking. */
final class KnownModels {
    private final Map<String, Long> ids = new HashMap<>();
    private final Map<String, Map<String, Version>> versions = new HashMap<>();

    private KnownModels() {}

    /** What the catalogue shows of a model. */
    record Shown(
            String title, String shortInfo, String info, @Nullable String chineseTitle, @Nullable String chineseInfo) {}

    /** @param shown of its model, whichever version that is */
    record Version(long id, String digest, boolean active, Shown shown) {}

    static Future<KnownModels> read(SqlConnection connection) {
        return connection
                .query("SELECT c.repository, c.model_id, c.info AS card, c.title_zh, c.info_zh, m.name, m.info,"
                        + " v.id, v.version, v.digest, v.state FROM model_card c JOIN model m ON m.id = c.model_id"
                        + " LEFT JOIN model_version v ON v.model_id = c.model_id")
                .execute()
                .map(rows -> {
                    var known = new KnownModels();
                    rows.forEach(known::add);
                    return known;
                });
    }

    private void add(Row row) {
        var repository = row.getString("repository");
        add(repository, row.getLong("model_id"));
        if (row.getLong("id") != null) {
            versions.computeIfAbsent(repository, fresh -> new HashMap<>()).put(row.getString("version"), version(row));
        }
    }

    private static Version version(Row row) {
        var shown = new Shown(
                row.getString("name"),
                row.getString("info"),
                row.getString("card"),
                row.getString("title_zh"),
                row.getString("info_zh"));
        return new Version(
                row.getLong("id"),
                row.getString("digest"),
                row.getString("state").equals("ACTIVE"),
                shown);
    }

    void add(String repository, long id) {
        ids.put(repository, id);
    }

    Optional<Long> id(String repository) {
        return Optional.ofNullable(ids.get(repository));
    }

    Optional<Version> version(ModelVersionName name) {
        return Optional.ofNullable(versions.getOrDefault(name.name(), Map.of()).get(name.version()));
    }
}
