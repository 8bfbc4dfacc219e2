package io.driftline.accounts.mysql;

import io.driftline.accounts.Refusals;
import io.driftline.accounts.credentials.OwnSession;
import io.driftline.accounts.credentials.Sessions;
import io.driftline.accounts.passwords.ProvenUser;
import io.driftline.database.Database;
import io.driftline.identity.CredentialId;
import io.driftline.identity.UserId;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The sessions that live; ending one deletes its row, so every node sees it at the next request. */
public final class MySqlSessions implements Sessions {
    private static final String SELECT = "SELECT s.id, s.refresh_hash, s.previous_hash, s.rotated_at, s.idle_seconds,"
            + " s.idle_until, s.absolute_until, u.id AS user_id, u.name AS user_name, u.email, u.role"
            + " FROM session s JOIN `user` u ON u.id = s.user_id WHERE s.id = ?";

    private final Database database;

    public MySqlSessions(Database database) {
        this.database = database;
    }

    @Override
    public Future<List<CredentialId>> add(Sessions.Kept session, ProvenUser proven, Instant now, int most) {
        return database.transaction(
                connection -> lockUser(connection, session.user().id())
                        .compose(hash -> hash.equals(Optional.of(proven.passwordHash()))
                                ? insert(connection, session, now)
                                : Future.failedFuture(Refusals.wrongCredentials()))
                        .compose(added -> beyond(connection, session.user().id(), most))
                        .compose(old -> delete(connection, old).map(old)));
    }

    @Override
    public Future<Optional<Sessions.Kept>> find(CredentialId id) {
        return database.statement(client -> client.preparedQuery(SELECT)
                .execute(Tuple.of(id.value()))
                .map(rows -> AccountRows.first(rows, MySqlSessions::kept)));
    }

    @Override
    public Future<Boolean> rotate(Sessions.Kept session, Buffer newHash, Instant now, Instant idleUntil) {
        return database.statement(client -> client.preparedQuery(
                        "UPDATE session SET previous_hash = refresh_hash, refresh_hash = ?, rotated_at = ?,"
                                + " idle_until = ? WHERE id = ? AND refresh_hash = ?")
                .execute(Tuple.of(
                        newHash,
                        AccountRows.utc(now),
                        AccountRows.utc(idleUntil),
                        session.id().value(),
                        session.refreshHash()))
                .map(rows -> rows.rowCount() == 1));
    }

    @Override
    public Future<List<OwnSession>> list(UserId user, Instant now) {
        return database.statement(client -> client.preparedQuery(
                        "SELECT id, created_at, rotated_at, idle_until, absolute_until FROM session"
                                + " WHERE user_id = ? AND idle_until > ? AND absolute_until > ?"
                                + " ORDER BY rotated_at DESC, id")
                .execute(Tuple.of(user.value(), AccountRows.utc(now), AccountRows.utc(now)))
                .map(rows -> {
                    var sessions = new ArrayList<OwnSession>();
                    rows.forEach(row -> sessions.add(own(row)));
                    return List.copyOf(sessions);
                }));
    }

    @Override
    public Future<Boolean> delete(UserId user, CredentialId id) {
        return database.statement(client -> client.preparedQuery("DELETE FROM session WHERE id = ? AND user_id = ?")
                .execute(Tuple.of(id.value(), user.value()))
                .map(rows -> rows.rowCount() == 1));
    }

    @Override
    public Future<List<CredentialId>> deleteOthers(UserId user, CredentialId kept) {
        return database.transaction(connection -> deleteOthers(connection, user, kept));
    }

    @Override
    public Future<List<CredentialId>> deleteAll(UserId user) {
        return database.transaction(connection -> deleteBut(connection, user, ""));
    }

    /** The same within a transaction. */
    static Future<List<CredentialId>> deleteOthers(SqlConnection connection, UserId user, CredentialId kept) {
        return deleteBut(connection, user, kept.value());
    }

    private static Future<List<CredentialId>> deleteBut(SqlConnection connection, UserId user, String kept) {
        return lockUser(connection, user)
                .compose(locked -> connection
                        .preparedQuery("SELECT id FROM session WHERE user_id = ? AND id <> ?")
                        .execute(Tuple.of(user.value(), kept)))
                .map(rows -> List.copyOf(ids(rows)))
                .compose(others -> delete(connection, others).map(others));
    }

    @Override
    public Future<Void> delete(Collection<CredentialId> ids) {
        return database.statement(connection -> delete(connection, ids));
    }

    @Override
    public Future<Void> prune(Instant now) {
        return database.statement(client -> client.preparedQuery("DELETE FROM session WHERE idle_until < ? LIMIT 20")
                .execute(Tuple.of(AccountRows.utc(now)))
                .mapEmpty());
    }

    @Override
    public Future<Set<CredentialId>> alive(Collection<CredentialId> ids, Instant now) {
        if (ids.isEmpty()) {
            return Future.succeededFuture(Set.of());
        }
        var marks = String.join(", ", Collections.nCopies(ids.size(), "?"));
        var values = new ArrayList<Object>();
        ids.forEach(id -> values.add(id.value()));
        values.add(AccountRows.utc(now));
        values.add(AccountRows.utc(now));
        ids.forEach(id -> values.add(id.value()));
        values.add(AccountRows.utc(now));
        return database.statement(client -> client.preparedQuery("SELECT id FROM session WHERE id IN (" + marks
                        + ") AND idle_until > ? AND absolute_until > ?"
                        + " UNION ALL SELECT id FROM token WHERE id IN (" + marks + ") AND expires_at > ?")
                .execute(Tuple.from(values))
                .map(MySqlSessions::ids));
    }

    private static Set<CredentialId> ids(RowSet<Row> rows) {
        var ids = new HashSet<CredentialId>();
        rows.forEach(row -> ids.add(new CredentialId(row.getString("id"))));
        return Set.copyOf(ids);
    }

    /** Sign-ins and changes of one user take turns, so that they see each other; answers the hash of the password. */
    private static Future<Optional<String>> lockUser(SqlConnection connection, UserId user) {
        return connection
                .preparedQuery("SELECT password_hash FROM `user` WHERE id = ? FOR UPDATE")
                .execute(Tuple.of(user.value()))
                .map(rows -> AccountRows.first(rows, row -> row.getString("password_hash")));
    }

    private static Future<Void> insert(SqlConnection connection, Sessions.Kept session, Instant now) {
        return connection
                .preparedQuery("INSERT INTO session (id, user_id, refresh_hash, rotated_at, created_at, idle_seconds,"
                        + " idle_until, absolute_until) VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
                .execute(Tuple.of(
                        session.id().value(),
                        session.user().id().value(),
                        session.refreshHash(),
                        AccountRows.utc(session.rotatedAt()),
                        AccountRows.utc(now),
                        session.idle().toSeconds(),
                        AccountRows.utc(session.idleUntil()),
                        AccountRows.utc(session.absoluteUntil())))
                .mapEmpty();
    }

    private static Future<List<CredentialId>> beyond(SqlConnection connection, UserId user, int most) {
        return connection
                .preparedQuery(
                        "SELECT id FROM session WHERE user_id = ? ORDER BY created_at DESC, id LIMIT 1000 OFFSET ?")
                .execute(Tuple.of(user.value(), most))
                .map(rows -> List.copyOf(ids(rows)));
    }

    private static Future<Void> delete(SqlClient connection, Collection<CredentialId> ids) {
        if (ids.isEmpty()) {
            return Future.succeededFuture();
        }
        return connection
                .preparedQuery("DELETE FROM session WHERE id IN ("
                        + String.join(", ", Collections.nCopies(ids.size(), "?")) + ")")
                .execute(Tuple.from(ids.stream().map(CredentialId::value).toList()))
                .mapEmpty();
    }

    private static OwnSession own(Row row) {
        var idle = AccountRows.time(row, "idle_until");
        var absolute = AccountRows.time(row, "absolute_until");
        return new OwnSession(
                new CredentialId(row.getString("id")),
                AccountRows.time(row, "created_at"),
                AccountRows.time(row, "rotated_at"),
                idle.isBefore(absolute) ? idle : absolute);
    }

    private static Sessions.Kept kept(Row row) {
        return new Sessions.Kept(
                new CredentialId(row.getString("id")),
                AccountRows.user(row),
                row.getBuffer("refresh_hash"),
                row.getBuffer("previous_hash"),
                AccountRows.time(row, "rotated_at"),
                Duration.ofSeconds(row.getInteger("idle_seconds")),
                AccountRows.time(row, "idle_until"),
                AccountRows.time(row, "absolute_until"));
    }
}
