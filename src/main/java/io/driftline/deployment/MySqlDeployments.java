package io.driftline.deployment;

import io.driftline.catalog.ActiveVersions;
import io.driftline.catalog.ModelAudit;
import io.driftline.catalog.ModelVersionName;
import io.driftline.catalog.MySqlCatalogImport;
import io.driftline.database.Database;
import io.driftline.identity.UserId;
import io.vertx.core.Future;
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

/** Versions' states and what was done to them; each change and its audit entry are one transaction. */
public final class MySqlDeployments {
    private static final int HISTORY = 200;
    private static final String VERSIONS =
            "SELECT c.repository, m.name AS title, c.operator_decides, v.version, v.digest, v.state, v.state_since,"
                    + " v.imported_at, (SELECT COUNT(*) FROM model_served s WHERE s.version_id = v.id) AS workers,"
                    + " (SELECT COUNT(*) FROM job j WHERE j.finished_at IS NULL AND j.model_id = v.model_id"
                    + " AND j.model_version = v.version) AS open_jobs"
                    + " FROM model m JOIN model_card c ON c.model_id = m.id"
                    + " JOIN model_version v ON v.model_id = m.id";

    private final Database database;

    public MySqlDeployments(Database database) {
        this.database = database;
    }

    /** A version's row. */
    record Known(long id, long modelId, ModelVersionName name, VersionState state, Optional<Long> replaced) {}

    Future<List<DeployedVersion>> list() {
        return read(
                VERSIONS + " ORDER BY c.repository, LENGTH(v.version), v.version",
                Tuple.tuple(),
                MySqlDeployments::version);
    }

    Future<DeployedVersion> get(String name, String version) {
        return read(
                        VERSIONS + " WHERE c.repository = ? AND v.version = ?",
                        Tuple.of(name, version),
                        MySqlDeployments::version)
                .map(found -> found.get(0));
    }

    /** The latest first. */
    Future<List<AuditEntry>> history() {
        return read(
                "SELECT a.at, a.action, a.user_id, u.name AS user_name, a.name, a.version, a.digest, a.reason"
                        + " FROM model_audit a LEFT JOIN user u ON u.id = a.user_id ORDER BY a.id DESC LIMIT "
                        + HISTORY,
                Tuple.tuple(),
                MySqlDeployments::entry);
    }

    Future<List<Known>> versions(String name) {
        return read(
                "SELECT v.id, v.model_id, c.repository, v.version, v.digest, v.state, v.replaced_id FROM model_version v"
                        + " JOIN model_card c ON c.model_id = v.model_id WHERE c.repository = ?",
                Tuple.of(name),
                MySqlDeployments::known);
    }

    Future<Void> rejected(UserId user, String reason, Instant at) {
        return database.transaction(
                connection -> ModelAudit.write(connection, ModelAudit.Action.REJECTED, user, null, reason, utc(at)));
    }

    /** Notes an examined version, or one that comes back; false if other files are known under its name. */
    Future<Boolean> checked(UserId user, JsonObject model, Instant at) {
        var now = utc(at);
        var name = ModelVersionName.of(model);
        return locked(
                connection -> find(connection, name.name(), name.version()).compose(found -> {
                    if (found.isEmpty()) {
                        return MySqlCatalogImport.add(connection, model, now)
                                .compose(id -> audit(connection, ModelAudit.Action.CHECKED, user, name, now))
                                .map(true);
                    }
                    var known = found.get();
                    if (!known.name().digest().equals(name.digest())) {
                        return Future.succeededFuture(false);
                    }
                    return known.state() != VersionState.RETIRED
                            ? Future.succeededFuture(true)
                            : state(connection, known, VersionState.CHECKED, now)
                                    .compose(done -> audit(connection, ModelAudit.Action.CHECKED, user, name, now))
                                    .map(true);
                }));
    }

    /** Activates a version that is not retired, and has the catalogue describe the model as it does. */
    Future<Void> activate(UserId user, Known version, boolean back, JsonObject model, Instant at) {
        var now = utc(at);
        return locked(connection -> (back
                        ? ActiveVersions.reactivate(connection, version.modelId(), version.id(), now)
                        : ActiveVersions.activate(connection, version.modelId(), version.id(), now))
                .compose(done -> MySqlCatalogImport.show(connection, version.modelId(), model))
                .compose(done -> decided(connection, version))
                .compose(done -> audit(
                        connection,
                        back ? ModelAudit.Action.ROLLED_BACK : ModelAudit.Action.ACTIVATED,
                        user,
                        version.name(),
                        now)));
    }

    Future<Void> retire(UserId user, Known version, Instant at) {
        var now = utc(at);
        return locked(connection -> state(connection, version, VersionState.RETIRED, now)
                .compose(done -> decided(connection, version))
                .compose(done -> audit(connection, ModelAudit.Action.RETIRED, user, version.name(), now)));
    }

    /** Retired versions that some worker still has, that no open job needs, and that no submission can still choose. */
    Future<List<ModelVersionName>> done(Duration grace, Instant at) {
        return read(
                "SELECT c.repository, v.version, v.digest FROM model_version v"
                        + " JOIN model_card c ON c.model_id = v.model_id"
                        + " WHERE v.state = 'RETIRED' AND v.state_since < ?"
                        + " AND EXISTS (SELECT 1 FROM model_served s WHERE s.version_id = v.id)"
                        + " AND NOT EXISTS (SELECT 1 FROM job j WHERE j.finished_at IS NULL"
                        + " AND j.model_id = v.model_id AND j.model_version = v.version)",
                Tuple.of(utc(at.minus(grace))),
                row -> new ModelVersionName(row.getString(0), row.getString(1), row.getString(2)));
    }

    private <T> Future<T> locked(Function<SqlConnection, Future<T>> work) {
        return database.transaction(
                connection -> ActiveVersions.lock(connection).compose(locked -> work.apply(connection)));
    }

    private static Future<Optional<Known>> find(SqlConnection connection, String name, String version) {
        return connection
                .preparedQuery("SELECT v.id, v.model_id, c.repository, v.version, v.digest, v.state, v.replaced_id"
                        + " FROM model_version v JOIN model_card c ON c.model_id = v.model_id"
                        + " WHERE c.repository = ? AND v.version = ?")
                .execute(Tuple.of(name, version))
                .map(rows -> {
                    var each = rows.iterator();
                    return each.hasNext() ? Optional.of(known(each.next())) : Optional.empty();
                });
    }

    private static Future<Void> state(SqlConnection connection, Known version, VersionState state, LocalDateTime now) {
        return connection
                .preparedQuery("UPDATE model_version SET state = ?, state_since = ? WHERE id = ?")
                .execute(Tuple.of(state.name(), now, version.id()))
                .mapEmpty();
    }

    private static Future<Void> decided(SqlConnection connection, Known version) {
        return connection
                .preparedQuery("UPDATE model_card SET operator_decides = TRUE WHERE model_id = ?")
                .execute(Tuple.of(version.modelId()))
                .mapEmpty();
    }

    private static Future<Void> audit(
            SqlConnection connection, ModelAudit.Action action, UserId user, ModelVersionName name, LocalDateTime now) {
        return ModelAudit.write(connection, action, user, name, null, now);
    }

    private <T> Future<List<T>> read(String sql, Tuple values, Function<Row, T> reader) {
        return database.statement(
                client -> client.preparedQuery(sql).execute(values).map(rows -> {
                    var found = new ArrayList<T>();
                    rows.forEach(row -> found.add(reader.apply(row)));
                    return List.copyOf(found);
                }));
    }

    private static Known known(Row row) {
        return new Known(
                row.getLong("id"),
                row.getLong("model_id"),
                new ModelVersionName(row.getString("repository"), row.getString("version"), row.getString("digest")),
                VersionState.valueOf(row.getString("state")),
                Optional.ofNullable(row.getLong("replaced_id")));
    }

    private static DeployedVersion version(Row row) {
        return new DeployedVersion(
                new ModelVersionName(row.getString("repository"), row.getString("version"), row.getString("digest")),
                row.getString("title"),
                VersionState.valueOf(row.getString("state")),
                instant(row, "state_since"),
                instant(row, "imported_at"),
                row.getInteger("operator_decides") != 0,
                row.getInteger("workers"),
                row.getLong("open_jobs"));
    }

    private static AuditEntry entry(Row row) {
        return new AuditEntry(
                instant(row, "at"),
                ModelAudit.Action.valueOf(row.getString("action")),
                Optional.ofNullable(row.getString("user_id")),
                Optional.ofNullable(row.getString("user_name")),
                Optional.ofNullable(row.getString("name")),
                Optional.ofNullable(row.getString("version")),
                Optional.ofNullable(row.getString("digest")),
                Optional.ofNullable(row.getString("reason")));
    }

    private static Instant instant(Row row, String column) {
        return row.getLocalDateTime(column).toInstant(ZoneOffset.UTC);
    }

    private static LocalDateTime utc(Instant at) {
        return LocalDateTime.ofInstant(at, ZoneOffset.UTC);
    }
}
