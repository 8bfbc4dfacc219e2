package io.driftline.accounts;

import io.driftline.config.Config;
import io.driftline.database.Database;
import io.driftline.database.StatementRefused;
import io.driftline.identity.CredentialId;
import io.driftline.identity.Role;
import io.driftline.identity.User;
import io.driftline.identity.UserId;
import io.driftline.problem.ProblemType;
import io.driftline.problem.ServiceException;
import io.driftline.words.AccountWords;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The users, with their password hashes. */
public final class MySqlUsers {
    private final Database database;

    public MySqlUsers(Database database) {
        this.database = database;
    }

    /** The account of this e-mail, in whatever case it is written. */
    Future<Optional<Account>> find(Email email) {
        return database.statement(client -> client.preparedQuery(
                        "SELECT id AS user_id, name AS user_name, email, role, password_hash"
                                + " FROM `user` WHERE email_key = ?")
                .execute(Tuple.of(email.key()))
                .map(rows -> Rows.first(rows, row -> new Account(Rows.user(row), row.getString("password_hash")))));
    }

    /** What applies to the next who signs up: open to the first, whatever the setting. */
    Future<Config.Registration> registration(Config.Registration setting) {
        return database.statement(Registration::isFirst).map(first -> first ? Config.Registration.OPEN : setting);
    }

    /** Fails with REGISTRATION_CLOSED or INVITATION_NEEDED. */
    Future<Void> requireAdmitted(Registration registration, Instant now) {
        return database.statement(client -> registration.require(client, now));
    }

    /**
     * Adds a user, the first of an installation as its operator; fails with EMAIL_TAKEN, REGISTRATION_CLOSED or
     * INVITATION_NEEDED.
     */
    Future<User> add(Email email, String name, String passwordHash, Registration registration, Instant now) {
        var id = UserId.random();
        return database.transaction(connection -> admit(connection, id, registration, now)
                        .compose(role ->
                                insert(connection, new User(id, name, email.typed(), role), email, passwordHash, now)))
                .recover(MySqlUsers::emailTaken);
    }

    private static Future<Role> admit(SqlConnection connection, UserId id, Registration registration, Instant now) {
        return Registration.beFirst(connection, id)
                .compose(first -> first
                        ? Future.succeededFuture(Role.OPERATOR)
                        : registration.use(connection, now).map(Role.USER));
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
                        Rows.utc(now)))
                .map(user);
    }

    /** Writes the same password's hash anew; answers whether it was still the same password. */
    Future<Boolean> renewHash(Proven account, String passwordHash) {
        return database.statement(connection -> replaceHash(connection, account, passwordHash));
    }

    /**
     * Gives the user another password and ends their sessions but one, both or neither; answers those.
     *
     * <p>Fails with WRONG_PASSWORD if it has changed since it was proven.
     */
    Future<List<CredentialId>> changePassword(Proven account, String passwordHash, CredentialId kept) {
        return database.transaction(connection -> MySqlSessions.deleteOthers(
                        connection, account.user().id(), kept)
                .compose(ended -> replaceHash(connection, account, passwordHash)
                        .compose(replaced -> replaced
                                ? Future.succeededFuture(ended)
                                : Future.failedFuture(Accounts.wrongAgain()))));
    }

    private static Future<Boolean> replaceHash(SqlClient connection, Proven account, String passwordHash) {
        return connection
                .preparedQuery("UPDATE `user` SET password_hash = ? WHERE id = ? AND password_hash = ?")
                .execute(Tuple.of(passwordHash, account.user().id().value(), account.passwordHash()))
                .map(rows -> rows.rowCount() == 1);
    }

    /** Fails with SOLE_OPERATOR if the installation would have no operator without this user. */
    Future<Void> requireDispensable(User user) {
        return database.statement(connection -> Operators.requireDispensable(connection, user));
    }

    /**
     * Deletes the user, and with them their sessions, tokens and likes, unless they still have a job.
     *
     * @return whether it did; fails with SOLE_OPERATOR
     */
    Future<Boolean> delete(User user) {
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
            return Future.failedFuture(taken());
        }
        return Future.failedFuture(failure);
    }

    static ServiceException taken() {
        return ServiceException.of(ProblemType.EMAIL_TAKEN, AccountWords.EMAIL_TAKEN.message());
    }
}
