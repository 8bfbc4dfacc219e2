package io.driftline.accounts.mysql;

import io.driftline.accounts.KnownUser;
import io.driftline.accounts.RoleChange;
import io.driftline.accounts.Roles;
import io.driftline.database.Database;
import io.driftline.identity.Role;
import io.driftline.identity.User;
import io.driftline.identity.UserId;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Users with their roles, and every change of one in the transaction that made it. */
public final class MySqlRoles implements Roles {
    private static final int HISTORY = 50;
    private static final String USERS =
            "SELECT id AS user_id, name AS user_name, email, role, created_at FROM `user` u WHERE role <> 'GUEST' AND ";

    private final Database database;

    public MySqlRoles(Database database) {
        this.database = database;
    }

    @Override
    public Future<List<KnownUser>> list(String search, Optional<UserId> after, int limit) {
        var values = Tuple.tuple();
        var where = new StringBuilder("1 = 1");
        if (!search.isEmpty()) {
            var prefix = escaped(search) + "%";
            where.append(" AND (email_key LIKE ? OR name LIKE ?)");
            values.addString(prefix).addString(prefix);
        }
        after.ifPresent(last -> {
            where.append(" AND email_key > COALESCE((SELECT l.email_key FROM `user` l WHERE l.id = ?), '')");
            values.addString(last.value());
        });
        return read(USERS + where + " ORDER BY email_key LIMIT " + limit, values, MySqlRoles::known);
    }

    @Override
    public Future<List<RoleChange>> history() {
        return read(
                "SELECT a.at, a.user_id, b.name AS by_name, a.subject_id, s.name AS subject_name, a.role"
                        + " FROM role_audit a LEFT JOIN `user` b ON b.id = a.user_id"
                        + " LEFT JOIN `user` s ON s.id = a.subject_id ORDER BY a.id DESC LIMIT " + HISTORY,
                Tuple.tuple(),
                MySqlRoles::change);
    }

    @Override
    public Future<Optional<KnownUser>> find(UserId id) {
        return read(USERS + "id = ?", Tuple.of(id.value()), MySqlRoles::known)
                .map(found -> found.stream().findFirst());
    }

    @Override
    public Future<Optional<KnownUser>> change(UserId by, UserId subject, Role role, Instant now) {
        return database.transaction(connection -> Operators.lock(connection)
                .compose(locked -> lock(connection, subject))
                .compose(found -> found.isEmpty() || found.get().user().role() == role
                        ? Future.succeededFuture(found)
                        : set(connection, by, found.get(), role, now).map(Optional::of)));
    }

    private static Future<KnownUser> set(
            SqlConnection connection, UserId by, KnownUser subject, Role role, Instant now) {
        var user = subject.user();
        return Operators.requireDispensable(connection, user)
                .compose(dispensable -> connection
                        .preparedQuery("UPDATE `user` SET role = ? WHERE id = ?")
                        .execute(Tuple.of(role.name(), user.id().value())))
                .compose(changed -> connection
                        .preparedQuery("INSERT INTO role_audit (at, user_id, subject_id, role) VALUES (?, ?, ?, ?)")
                        .execute(Tuple.of(
                                AccountRows.utc(now), by.value(), user.id().value(), role.name())))
                .map(noted -> new KnownUser(new User(user.id(), user.name(), user.email(), role), subject.since()));
    }

    private static Future<Optional<KnownUser>> lock(SqlConnection connection, UserId id) {
        return connection
                .preparedQuery(USERS + "id = ? FOR UPDATE")
                .execute(Tuple.of(id.value()))
                .map(rows -> AccountRows.first(rows, MySqlRoles::known));
    }

    private <T> Future<List<T>> read(String sql, Tuple values, Function<Row, T> each) {
        return database.statement(
                client -> client.preparedQuery(sql).execute(values).map(rows -> {
                    List<T> all = new ArrayList<>();
                    rows.forEach(row -> all.add(each.apply(row)));
                    return List.copyOf(all);
                }));
    }

    private static KnownUser known(Row row) {
        return new KnownUser(AccountRows.user(row), AccountRows.time(row, "created_at"));
    }

    private static RoleChange change(Row row) {
        return new RoleChange(
                AccountRows.time(row, "at"),
                new UserId(row.getString("user_id")),
                Optional.ofNullable(row.getString("by_name")),
                new UserId(row.getString("subject_id")),
                Optional.ofNullable(row.getString("subject_name")),
                Role.valueOf(row.getString("role")));
    }

    /** What stands for itself, not for any text. */
    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }
}
