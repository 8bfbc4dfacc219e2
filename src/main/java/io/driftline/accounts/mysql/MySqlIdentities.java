package io.driftline.accounts.mysql;

import io.driftline.accounts.Registration;
import io.driftline.accounts.institute.Identities;
import io.driftline.accounts.institute.InstituteRefusals;
import io.driftline.accounts.institute.Person;
import io.driftline.accounts.passwords.ProvenUser;
import io.driftline.database.Database;
import io.driftline.database.StatementRefused;
import io.driftline.identity.Email;
import io.driftline.identity.UserId;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.Optional;

/** Users by whom a provider knows them as. */
public final class MySqlIdentities implements Identities {
    /** What stands for the hash of a password is none. */
    private static final String NO_HASH = "none";

    private final Database database;

    public MySqlIdentities(Database database) {
        this.database = database;
    }

    @Override
    public Future<Optional<ProvenUser>> find(Person person) {
        return database.statement(client -> client.preparedQuery("SELECT u.id AS user_id, u.name AS user_name, u.email,"
                        + " u.role, u.password_hash FROM identity i JOIN `user` u ON u.id = i.user_id"
                        + " WHERE i.issuer = ? AND i.subject = ?")
                .execute(Tuple.of(person.issuer(), person.subject()))
                .map(rows -> AccountRows.first(
                        rows, row -> new ProvenUser(AccountRows.user(row), row.getString("password_hash")))));
    }

    /** Of two tabs that come at once the later one finds the earlier one's account. */
    @Override
    public Future<ProvenUser> add(
            Person person, Email email, String name, Registration registration, Optional<UserId> guest, Instant now) {
        return database.transaction(
                        connection -> MySqlUsers.add(connection, email, name, NO_HASH, registration, guest, now)
                                .compose(user -> insert(connection, user.id(), person, now)
                                        .map(new ProvenUser(user, NO_HASH))))
                .recover(failure -> isDuplicate(failure) ? known(person) : Future.failedFuture(failure));
    }

    private Future<ProvenUser> known(Person person) {
        return find(person).compose(found -> found.map(Future::succeededFuture)
                .orElseGet(() -> Future.failedFuture(InstituteRefusals.unconnected())));
    }

    @Override
    public Future<Boolean> agree(UserId user, Person person) {
        return database.statement(client -> client.preparedQuery(
                        "SELECT user_id, subject = ? AS is_person FROM identity WHERE issuer = ? AND (subject = ? OR user_id = ?)"
                                + " ORDER BY is_person DESC LIMIT 1")
                .execute(Tuple.of(person.subject(), person.issuer(), person.subject(), user.value()))
                .map(rows -> AccountRows.first(
                                rows,
                                row -> row.getInteger("is_person") == 1
                                        && row.getString("user_id").equals(user.value()))
                        .orElse(true)));
    }

    @Override
    public Future<Void> connect(UserId user, Person person, Instant now) {
        return database.statement(client -> insert(client, user, person, now))
                .recover(failure ->
                        isDuplicate(failure) ? requireConnected(user, person) : Future.failedFuture(failure));
    }

    private Future<Void> requireConnected(UserId user, Person person) {
        return find(person)
                .compose(found ->
                        found.filter(known -> known.user().id().equals(user)).isPresent()
                                ? Future.succeededFuture()
                                : Future.failedFuture(InstituteRefusals.taken()));
    }

    private static Future<Void> insert(SqlClient connection, UserId user, Person person, Instant now) {
        return connection
                .preparedQuery("INSERT INTO identity (issuer, subject, user_id, connected_at) VALUES (?, ?, ?, ?)")
                .execute(Tuple.of(person.issuer(), person.subject(), user.value(), AccountRows.utc(now)))
                .mapEmpty();
    }

    private static boolean isDuplicate(Throwable failure) {
        return StatementRefused.isFor(StatementRefused.Reason.DUPLICATE, failure);
    }
}
