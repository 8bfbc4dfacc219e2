package io.driftline.accounts.mysql;

import io.driftline.accounts.Refusals;
import io.driftline.accounts.Registration;
import io.driftline.config.Config;
import io.driftline.identity.UserId;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;

/** Lets those in who may sign up: the first as the operator, others as the setting says. */
final class RegistrationGate {
    private RegistrationGate() {}

    /** Fails, before anything costly, as {@link #use} would. */
    static Future<Void> require(SqlClient client, Registration registration, Instant now) {
        if (registration.setting() == Config.Registration.OPEN) {
            return Future.succeededFuture();
        }
        return isFirst(client).compose(first -> {
            if (first) {
                return Future.succeededFuture();
            }
            return registration.setting() == Config.Registration.CLOSED
                    ? Future.failedFuture(Refusals.registrationClosed())
                    : client.preparedQuery("SELECT 1 FROM invitation WHERE code_hash = ? AND expires_at > ?")
                            .execute(Tuple.of(registration.invitation(), AccountRows.utc(now)))
                            .compose(rows -> held(rows.size()));
        });
    }

    /** Within the transaction that adds a user who is not the first: an invitation lets in once. */
    static Future<Void> use(SqlClient connection, Registration registration, Instant now) {
        return switch (registration.setting()) {
            case OPEN -> Future.succeededFuture();
            case CLOSED -> Future.failedFuture(Refusals.registrationClosed());
            case INVITATION ->
                connection
                        .preparedQuery("DELETE FROM invitation WHERE code_hash = ? AND expires_at > ?")
                        .execute(Tuple.of(registration.invitation(), AccountRows.utc(now)))
                        .compose(rows -> held(rows.rowCount()));
        };
    }

    /** Whether nobody has signed up yet. */
    static Future<Boolean> isFirst(SqlClient client) {
        return client.query("SELECT 1 FROM installation WHERE id = 1 AND operator IS NULL")
                .execute()
                .map(rows -> rows.size() > 0);
    }

    /**
     * The row's lock makes two first users wait for each other; only one finds the place free. Others leave the lock alone,
     * which an import of the catalogue may hold for a while.
     */
    static Future<Boolean> beFirst(SqlClient connection, UserId id) {
        return isFirst(connection).compose(free -> free ? take(connection, id) : Future.succeededFuture(false));
    }

    private static Future<Boolean> take(SqlClient connection, UserId id) {
        return connection
                .preparedQuery("UPDATE installation SET operator = ? WHERE id = 1 AND operator IS NULL")
                .execute(Tuple.of(id.value()))
                .map(rows -> rows.rowCount() == 1);
    }

    private static Future<Void> held(int found) {
        return found == 1 ? Future.succeededFuture() : Future.failedFuture(Refusals.uninvited());
    }
}
