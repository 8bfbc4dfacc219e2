package io.driftline.accounts.mysql;

import io.driftline.accounts.PasswordLinks;
import io.driftline.accounts.Refusals;
import io.driftline.database.Database;
import io.driftline.identity.Secrets;
import io.driftline.identity.User;
import io.driftline.identity.UserId;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;

/** Links for lost passwords, with the hashes of their codes; those that have expired go with the next that is made. */
public final class MySqlPasswordLinks implements PasswordLinks {
    private final Database database;
    private final Clock clock;

    public MySqlPasswordLinks(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public Future<Fresh> create(User operator, UserId subject, Duration lifetime) {
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var fresh = new Fresh(Secrets.random(), now.plus(lifetime));
        return database.transaction(connection -> connection
                        .preparedQuery("DELETE FROM password_link WHERE user_id = ? OR expires_at <= ?")
                        .execute(Tuple.of(subject.value(), AccountRows.utc(now)))
                        .compose(gone -> connection
                                .preparedQuery("INSERT INTO password_link (user_id, code_hash, created_by, expires_at)"
                                        + " SELECT id, ?, ?, ? FROM `user` WHERE id = ? AND role <> 'GUEST'")
                                .execute(Tuple.of(
                                        Secrets.hash(fresh.code()),
                                        operator.id().value(),
                                        AccountRows.utc(fresh.expiresAt()),
                                        subject.value()))))
                .compose(added -> added.rowCount() == 1
                        ? Future.succeededFuture(fresh)
                        : Future.failedFuture(Refusals.unknownUser()));
    }

    @Override
    public Future<User> holder(String code) {
        return database.statement(client -> holder(client, code, ""));
    }

    @Override
    public Future<UserId> use(String code, String passwordHash) {
        return database.transaction(
                connection -> holder(connection, code, " FOR UPDATE").compose(user -> connection
                        .preparedQuery("DELETE FROM password_link WHERE user_id = ?")
                        .execute(Tuple.of(user.id().value()))
                        .compose(gone -> connection
                                .preparedQuery("UPDATE `user` SET password_hash = ? WHERE id = ?")
                                .execute(Tuple.of(passwordHash, user.id().value())))
                        .map(user.id())));
    }

    private Future<User> holder(SqlClient client, String code, String lock) {
        return client.preparedQuery("SELECT u.id AS user_id, u.name AS user_name, u.email, u.role FROM password_link l"
                        + " JOIN `user` u ON u.id = l.user_id WHERE l.code_hash = ? AND l.expires_at > ?" + lock)
                .execute(Tuple.of(Secrets.hash(code), AccountRows.utc(clock.instant())))
                .map(rows -> AccountRows.first(rows, AccountRows::user).orElseThrow(Refusals::passwordLinkGone));
    }
}
