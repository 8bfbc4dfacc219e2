package io.driftline.catalog;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.LocalDateTime;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Which version of each model new jobs get. Every change is part of its caller's transaction, which begins with
 * {@link #lock}, so that gateways and operators take turns.
 */
public final class ActiveVersions {
    private ActiveVersions() {}

    /** Waits for whoever else is changing the catalogue. */
    public static Future<Void> lock(SqlConnection connection) {
        return connection
                .query("SELECT id FROM installation WHERE id = 1 FOR UPDATE")
                .execute()
                .mapEmpty();
    }

    /** Makes a version active in place of the one that was, which is remembered as what to roll back to. */
    public static Future<Void> activate(SqlConnection connection, long modelId, long versionId, LocalDateTime now) {
        return deactivate(connection, modelId, now)
                .compose(before -> update(
                        connection,
                        "UPDATE model_version SET state = 'ACTIVE', state_since = ?, replaced_id = ? WHERE id = ?",
                        Tuple.of(now, before, versionId)));
    }

    /** Makes a version active again that was so before; what it had replaced stays what to roll back to. */
    public static Future<Void> reactivate(SqlConnection connection, long modelId, long versionId, LocalDateTime now) {
        return deactivate(connection, modelId, now)
                .compose(before -> update(
                        connection,
                        "UPDATE model_version SET state = 'ACTIVE', state_since = ? WHERE id = ?",
                        Tuple.of(now, versionId)));
    }

    /**
     * Makes a version that workers have brought along active, if it is newer than the active one and no operator has
     * chosen for this model; an operator's choice is never undone by an upgrade.
     */
    static Future<Void> promote(
            SqlConnection connection, long modelId, long versionId, ModelVersionName name, LocalDateTime now) {
        return connection
                .preparedQuery("SELECT c.operator_decides, a.version FROM model_card c"
                        + " LEFT JOIN model_version a ON a.model_id = c.model_id AND a.state = 'ACTIVE'"
                        + " WHERE c.model_id = ?")
                .execute(Tuple.of(modelId))
                .map(rows -> rows.iterator().next())
                .compose(row -> row.getInteger(0) == 0 && isNewer(name.version(), row.getString(1))
                        ? activate(connection, modelId, versionId, now).compose(done -> tell(connection, name, now))
                        : Future.succeededFuture());
    }

    /** Keeps that the service itself made a version active. */
    static Future<Void> tell(SqlConnection connection, ModelVersionName name, LocalDateTime now) {
        return ModelAudit.write(connection, ModelAudit.Action.ACTIVATED, null, name, null, now);
    }

    static Future<Boolean> isActive(SqlConnection connection, long versionId) {
        return connection
                .preparedQuery("SELECT 1 FROM model_version WHERE id = ? AND state = 'ACTIVE'")
                .execute(Tuple.of(versionId))
                .map(rows -> rows.iterator().hasNext());
    }

    /** Versions count upwards: 10 comes after 9. */
    private static boolean isNewer(String version, @Nullable String active) {
        return active == null
                || version.length() > active.length()
                || (version.length() == active.length() && version.compareTo(active) > 0);
    }

    private static Future<@Nullable Long> deactivate(SqlConnection connection, long modelId, LocalDateTime now) {
        return connection
                .preparedQuery("SELECT id FROM model_version WHERE model_id = ? AND state = 'ACTIVE'")
                .execute(Tuple.of(modelId))
                .compose(rows -> {
                    Iterator<Row> each = rows.iterator();
                    if (!each.hasNext()) {
                        return Future.succeededFuture();
                    }
                    long before = each.next().getLong(0);
                    return update(
                                    connection,
                                    "UPDATE model_version SET state = 'CHECKED', state_since = ? WHERE id = ?",
                                    Tuple.of(now, before))
                            .map(before);
                });
    }

    private static Future<Void> update(SqlConnection connection, String sql, Tuple values) {
        return connection.preparedQuery(sql).execute(values).mapEmpty();
    }
}
