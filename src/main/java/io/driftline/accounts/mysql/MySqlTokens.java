package io.driftline.accounts.mysql;

import io.driftline.accounts.credentials.PersonalToken;
import io.driftline.accounts.credentials.Scope;
import io.driftline.accounts.credentials.Tokens;
import io.driftline.database.Database;
import io.driftline.identity.CredentialId;
import io.driftline.identity.UserId;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The personal tokens; revoking one deletes its row. */
public final class MySqlTokens implements Tokens {
    private final Database database;

    public MySqlTokens(Database database) {
        this.database = database;
    }

    @Override
    public Future<Boolean> add(UserId user, PersonalToken token, Buffer secretHash, int most) {
        return database.transaction(connection -> lockUser(connection, user)
                .compose(locked -> dropExpired(connection, user, token.createdAt()))
                .compose(dropped -> count(connection, user))
                .compose(count -> count < most
                        ? insert(connection, user, token, secretHash).map(true)
                        : Future.succeededFuture(false)));
    }

    @Override
    public Future<List<PersonalToken>> list(UserId user, Instant now) {
        return database.statement(client -> client.preparedQuery(
                        "SELECT id, name, scopes, created_at, expires_at, last_used_at FROM token"
                                + " WHERE user_id = ? AND expires_at > ? ORDER BY created_at DESC, id")
                .execute(Tuple.of(user.value(), AccountRows.utc(now)))
                .map(rows -> {
                    var tokens = new ArrayList<PersonalToken>();
                    rows.forEach(row -> tokens.add(token(row)));
                    return List.copyOf(tokens);
                }));
    }

    @Override
    public Future<Optional<Tokens.Kept>> find(CredentialId id) {
        return database.statement(client -> client.preparedQuery(
                        "SELECT t.id, t.name, t.scopes, t.secret_hash, t.created_at, t.expires_at, t.last_used_at,"
                                + " u.id AS user_id, u.name AS user_name, u.email, u.role"
                                + " FROM token t JOIN `user` u ON u.id = t.user_id WHERE t.id = ?")
                .execute(Tuple.of(id.value()))
                .map(rows -> AccountRows.first(
                        rows,
                        row -> new Tokens.Kept(AccountRows.user(row), token(row), row.getBuffer("secret_hash")))));
    }

    @Override
    public Future<Boolean> delete(UserId user, CredentialId id) {
        return database.statement(client -> client.preparedQuery("DELETE FROM token WHERE id = ? AND user_id = ?")
                .execute(Tuple.of(id.value(), user.value()))
                .map(rows -> rows.rowCount() == 1));
    }

    @Override
    public Future<List<CredentialId>> deleteAll(UserId user) {
        return database.transaction(connection -> lockUser(connection, user)
                .compose(locked -> connection
                        .preparedQuery("SELECT id FROM token WHERE user_id = ?")
                        .execute(Tuple.of(user.value())))
                .map(rows -> {
                    var ids = new ArrayList<CredentialId>();
                    rows.forEach(row -> ids.add(new CredentialId(row.getString("id"))));
                    return List.copyOf(ids);
                })
                .compose(ids -> connection
                        .preparedQuery("DELETE FROM token WHERE user_id = ?")
                        .execute(Tuple.of(user.value()))
                        .map(ids)));
    }

    @Override
    public Future<Void> noteUse(CredentialId id, Instant now) {
        return database.statement(client -> client.preparedQuery("UPDATE token SET last_used_at = ? WHERE id = ?")
                .execute(Tuple.of(AccountRows.utc(now), id.value()))
                .mapEmpty());
    }

    private static Future<Void> lockUser(SqlConnection connection, UserId user) {
        return connection
                .preparedQuery("SELECT id FROM `user` WHERE id = ? FOR UPDATE")
                .execute(Tuple.of(user.value()))
                .mapEmpty();
    }

    private static Future<Void> dropExpired(SqlConnection connection, UserId user, Instant now) {
        return connection
                .preparedQuery("DELETE FROM token WHERE user_id = ? AND expires_at <= ?")
                .execute(Tuple.of(user.value(), AccountRows.utc(now)))
                .mapEmpty();
    }

    private static Future<Long> count(SqlConnection connection, UserId user) {
        return connection
                .preparedQuery("SELECT COUNT(*) FROM token WHERE user_id = ?")
                .execute(Tuple.of(user.value()))
                .map(rows -> rows.iterator().next().getLong(0));
    }

    private static Future<Void> insert(SqlConnection connection, UserId user, PersonalToken token, Buffer secretHash) {
        return connection
                .preparedQuery("INSERT INTO token (id, user_id, name, scopes, secret_hash, created_at,"
                        + " expires_at) VALUES (?, ?, ?, ?, ?, ?, ?)")
                .execute(Tuple.of(
                        token.id().value(),
                        user.value(),
                        token.name(),
                        Scope.join(token.scopes(), " "),
                        secretHash,
                        AccountRows.utc(token.createdAt()),
                        AccountRows.utc(token.expiresAt())))
                .mapEmpty();
    }

    private static PersonalToken token(Row row) {
        return new PersonalToken(
                new CredentialId(row.getString("id")),
                row.getString("name"),
                Scope.split(row.getString("scopes")),
                AccountRows.time(row, "created_at"),
                AccountRows.time(row, "expires_at"),
                AccountRows.timeOrNull(row, "last_used_at"));
    }
}
