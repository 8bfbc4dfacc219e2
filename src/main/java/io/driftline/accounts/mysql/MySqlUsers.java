package io.driftline.accounts.mysql;

import io.driftline.accounts.Account;
import io.driftline.accounts.Refusals;
import io.driftline.accounts.Registration;
import io.driftline.accounts.Users;
import io.driftline.accounts.passwords.ProvenUser;
import io.driftline.config.Config;
import io.driftline.database.Database;
import io.driftline.database.StatementRefused;
import io.driftline.identity.CredentialId;
import io.driftline.identity.Email;
import io.driftline.identity.Role;
import io.driftline.identity.User;
import io.driftline.identity.UserId;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The users, with their password hashes. */
public final class MySqlUsers implements Users {
    private final Database database;

    public MySqlUsers(Database database) {
        this.database = database;
    }

    @Override
    public Future<Optional<Account>> find(Email email) {
        return database.statement(
                client -> client.preparedQuery("SELECT id AS user_id, name AS user_name, email, role, password_hash"
                                + " FROM `user` WHERE email_key = ? AND role <> 'GUEST'")
                        .execute(Tuple.of(email.key()))
                        .map(rows -> AccountRows.first(
                                rows, row -> new Account(AccountRows.user(row), row.getString("password_hash")))));
    }

    @Override
    public Future<Boolean> awaitsFirst() {
        return database.statement(RegistrationGate::isFirst);
    }

    @Override
    public Future<Config.Registration> registration(Config.Registration setting) {
        return database.statement(RegistrationGate::isFirst).map(first -> first ? Config.Registration.OPEN : setting);
    }

    @Override
    public Future<Void> requireAdmitted(Registration registration, Instant now) {
        return database.statement(client -> RegistrationGate.require(client, registration, now));
    }

    @Override
    public Future<User> add(
            Email email,
            String name,
            String passwordHash,
            Registration registration,
            Optional<UserId> guest,
            Instant now) {
        return database.transaction(connection -> add(connection, email, name, passwordHash, registration, guest, now))
                .recover(MySqlUsers::emailTaken);
    }

    /** The same within a transaction. */
    static Future<User> add(
            SqlConnection connection,
            Email email,
            String name,
            String passwordHash,
            Registration registration,
            Optional<UserId> guest,
            Instant now) {
        return MySqlGuests.take(connection, guest, now)
                .compose(taken -> admit(connection, taken.orElseGet(UserId::random), name, email, registration, now)
                        .compose(user -> taken.isPresent()
                                ? become(connection, user, email, passwordHash, now)
                                : insert(connection, user, email, passwordHash, now)));
    }

    private static Future<User> admit(
            SqlConnection connection, UserId id, String name, Email email, Registration registration, Instant now) {
        return RegistrationGate.beFirst(connection, id)
                .compose(first -> first
                        ? Future.succeededFuture(Role.OPERATOR)
                        : RegistrationGate.use(connection, registration, now).map(Role.USER))
                .map(role -> new User(id, name, email.typed(), role));
    }

    private static Future<User> insert(
            SqlConnection connection, User user, Email email, String passwordHash, Instant now) {
        return connection
                .preparedQuery("INSERT INTO `user` (id, email, email_key, name, password_hash, role, created_at)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?)")
                .execute(Tuple.of(
                        user.id().value(),
                        email.typed(),
                        email.key(),
                        user.name(),
                        passwordHash,
                        user.role().name(),
                        AccountRows.utc(now)))
                .map(user);
    }

    /** A guest's row becomes an account's; whoever held the guest's session has to sign in. */
    private static Future<User> become(
            SqlConnection connection, User user, Email email, String passwordHash, Instant now) {
        return connection
                .preparedQuery("UPDATE `user` SET email = ?, email_key = ?, name = ?, password_hash = ?, role = ?,"
                        + " created_at = ? WHERE id = ?")
                .execute(Tuple.of(
                        email.typed(),
                        email.key(),
                        user.name(),
                        passwordHash,
                        user.role().name(),
                        AccountRows.utc(now),
                        user.id().value()))
                .compose(became -> connection
                        .preparedQuery("DELETE FROM session WHERE user_id = ?")
                        .execute(Tuple.of(user.id().value())))
                .map(user);
    }

    @Override
    public Future<Boolean> renewHash(ProvenUser account, String passwordHash) {
        return database.statement(connection -> replaceHash(connection, account, passwordHash));
    }

    @Override
    public Future<List<CredentialId>> changePassword(ProvenUser account, String passwordHash, CredentialId kept) {
        return database.transaction(connection -> MySqlSessions.deleteOthers(
                        connection, account.user().id(), kept)
                .compose(ended -> replaceHash(connection, account, passwordHash)
                        .compose(replaced -> replaced
                                ? Future.succeededFuture(ended)
                                : Future.failedFuture(Refusals.wrongPassword()))));
    }

    private static Future<Boolean> replaceHash(SqlClient connection, ProvenUser account, String passwordHash) {
        return connection
                .preparedQuery("UPDATE `user` SET password_hash = ? WHERE id = ? AND password_hash = ?")
                .execute(Tuple.of(passwordHash, account.user().id().value(), account.passwordHash()))
                .map(rows -> rows.rowCount() == 1);
    }

    @Override
    public Future<Void> requireDispensable(User user) {
        return database.statement(connection -> Operators.requireDispensable(connection, user));
    }

    @Override
    public Future<Boolean> delete(User user) {
        return database.transaction(connection -> Operators.lock(connection)
                        .compose(locked -> Operators.requireDispensable(connection, user))
                        .compose(dispensable -> connection
                                .preparedQuery("DELETE FROM `user` WHERE id = ?")
                                .execute(Tuple.of(user.id().value())))
                        .map(true))
                .recover(failure -> StatementRefused.isFor(StatementRefused.Reason.REFERRED_TO, failure)
                        ? Future.succeededFuture(false)
                        : Future.failedFuture(failure));
    }

    private static Future<User> emailTaken(Throwable failure) {
        if (StatementRefused.isFor(StatementRefused.Reason.DUPLICATE, failure)) {
            return Future.failedFuture(Refusals.emailTaken());
        }
        return Future.failedFuture(failure);
    }
}
