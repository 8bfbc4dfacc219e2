package io.driftline.catalog;

import io.driftline.database.Database;
import io.driftline.identity.Ids;
import io.driftline.identity.UserId;
import io.driftline.problem.ProblemType;
import io.driftline.problem.ServiceException;
import io.driftline.words.JobWords;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The panels that users keep for themselves, and operators for everybody. A name means a user's own panel, else the one for
 * everybody; jobs have the strains of their day.
 */
public final class NamedPanels {
    /** Panels of one user, and of everybody. */
    public static final int MOST = 20;

    private static final String EVERYBODY = "";
    private static final String COLUMNS = "id, name, user_id, strains, created_at";

    private final Database database;
    private final Clock clock;

    public NamedPanels(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Fails with TOO_MANY_PANELS, or with PANEL_NAME_TAKEN by another of the same owner. */
    public Future<NamedPanel> keep(UserId owner, String name, int strains, String fasta) {
        return keep(Optional.of(owner), name, strains, fasta);
    }

    /** The same for everybody. */
    public Future<NamedPanel> keepForAll(String name, int strains, String fasta) {
        return keep(Optional.empty(), name, strains, fasta);
    }

    /** The user's own and those for everybody, by name. */
    public Future<List<NamedPanel>> list(UserId user) {
        return database.statement(client -> client.preparedQuery(
                        "SELECT " + COLUMNS + " FROM reference_panel WHERE owner IN (?, ?) ORDER BY name, owner DESC")
                .execute(Tuple.of(user.value(), EVERYBODY))
                .map(rows -> {
                    List<NamedPanel> panels = new ArrayList<>();
                    rows.forEach(row -> panels.add(panel(row)));
                    return List.copyOf(panels);
                }));
    }

    /** Fails with PANEL_NOT_FOUND, for another user's as well. */
    public Future<NamedPanel.Kept> find(UserId user, String id) {
        return one("id = ?", id, user)
                .map(found -> found.orElseThrow(
                        () -> ServiceException.of(ProblemType.PANEL_NOT_FOUND, JobWords.PANEL_NOT_FOUND.message())));
    }

    /** The FASTA of the panel that a name means to this user; empty if there is none. */
    public Future<Optional<String>> named(UserId user, String name) {
        return one("name = ?", name, user).map(found -> found.map(NamedPanel.Kept::fasta));
    }

    /** Fails with PANEL_NOT_FOUND, for any but the user's own. */
    public Future<Void> delete(UserId owner, String id) {
        return delete(owner.value(), id);
    }

    /** Fails with PANEL_NOT_FOUND, for any but those for everybody. */
    public Future<Void> deleteForAll(String id) {
        return delete(EVERYBODY, id);
    }

    private Future<NamedPanel> keep(Optional<UserId> owner, String name, int strains, String fasta) {
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var panel = new NamedPanel(Ids.random(), name, owner.isEmpty(), strains, now);
        return database.transaction(connection -> lock(connection, owner)
                .compose(locked ->
                        requireRoom(connection, owner.map(UserId::value).orElse(EVERYBODY), name))
                .compose(room -> connection
                        .preparedQuery(
                                "INSERT INTO reference_panel (id, user_id, owner, name, strains, fasta, created_at)"
                                        + " VALUES (?, ?, ?, ?, ?, ?, ?)")
                        .execute(Tuple.of(
                                panel.id(),
                                owner.map(UserId::value).orElse(null),
                                owner.map(UserId::value).orElse(EVERYBODY),
                                name,
                                strains,
                                fasta,
                                LocalDateTime.ofInstant(now, ZoneOffset.UTC))))
                .map(panel));
    }

    /** So that two at once are counted one after the other. */
    private static Future<Void> lock(SqlConnection connection, Optional<UserId> owner) {
        return owner.map(user -> connection
                        .preparedQuery("SELECT id FROM `user` WHERE id = ? FOR UPDATE")
                        .execute(Tuple.of(user.value())))
                .orElseGet(() -> connection
                        .query("SELECT id FROM installation WHERE id = 1 FOR UPDATE")
                        .execute())
                .mapEmpty();
    }

    private static Future<Void> requireRoom(SqlConnection connection, String owner, String name) {
        return connection
                .preparedQuery("SELECT COUNT(*) AS panels, COUNT(CASE WHEN name = ? THEN 1 END) AS alike"
                        + " FROM reference_panel WHERE owner = ?")
                .execute(Tuple.of(name, owner))
                .map(rows -> {
                    var row = rows.iterator().next();
                    if (row.getLong("alike") > 0) {
                        throw ServiceException.of(ProblemType.PANEL_NAME_TAKEN, JobWords.PANEL_NAME_TAKEN.message());
                    }
                    if (row.getLong("panels") >= MOST) {
                        throw ServiceException.of(ProblemType.TOO_MANY_PANELS, JobWords.PANELS_MOST.message(MOST));
                    }
                    return null;
                });
    }

    private Future<Optional<NamedPanel.Kept>> one(String which, String key, UserId user) {
        return database.statement(client -> client.preparedQuery("SELECT " + COLUMNS + ", fasta FROM reference_panel"
                        + " WHERE " + which + " AND owner IN (?, ?) ORDER BY owner DESC LIMIT 1")
                .execute(Tuple.of(key, user.value(), EVERYBODY))
                .map(rows -> rows.size() == 0
                        ? Optional.empty()
                        : Optional.of(kept(rows.iterator().next()))));
    }

    private Future<Void> delete(String owner, String id) {
        return database.statement(
                        client -> client.preparedQuery("DELETE FROM reference_panel WHERE id = ? AND owner = ?")
                                .execute(Tuple.of(id, owner)))
                .map(rows -> {
                    if (rows.rowCount() == 0) {
                        throw ServiceException.of(ProblemType.PANEL_NOT_FOUND, JobWords.PANEL_NOT_FOUND.message());
                    }
                    return null;
                });
    }

    private static NamedPanel.Kept kept(Row row) {
        return new NamedPanel.Kept(panel(row), row.getString("fasta"));
    }

    private static NamedPanel panel(Row row) {
        return new NamedPanel(
                row.getString("id"),
                row.getString("name"),
                row.getString("user_id") == null,
                row.getInteger("strains"),
                row.getLocalDateTime("created_at").toInstant(ZoneOffset.UTC));
    }
}
