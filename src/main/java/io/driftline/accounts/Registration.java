package io.driftline.accounts;

import io.driftline.config.Config;
import io.driftline.identity.UserId;
import io.driftline.problem.ProblemType;
import io.driftline.problem.ServiceException;
import io.driftline.words.AccountWords;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;

/**
 * Who may sign up. The first account, its operator's, always may: without it nobody could invite. Whoever comes first is it,
 * so an installation is signed up to before it is shown to anybody.
 *
 * @param invitation hash of the code that was given; empty if none was
 */
record Registration(Config.Registration setting, Buffer invitation) {
    static Registration of(Config.Registration setting, String code) {
        return new Registration(setting, code.isEmpty() ? Buffer.buffer() : Secrets.hash(code));
    }

    /** Fails, before anything costly, as {@link #use} would. */
    Future<Void> require(SqlClient client, Instant now) {
        if (setting == Config.Registration.OPEN) {
            return Future.succeededFuture();
        }
        return isFirst(client).compose(first -> {
            if (first) {
                return Future.succeededFuture();
            }
            return setting == Config.Registration.CLOSED
                    ? Future.failedFuture(closed())
                    : client.preparedQuery("SELECT 1 FROM invitation WHERE code_hash = ? AND expires_at > ?")
                            .execute(Tuple.of(invitation, Rows.utc(now)))
                            .compose(rows -> held(rows.size()));
        });
    }

    /** Within the transaction that adds a user who is not the first: an invitation lets in once. */
    Future<Void> use(SqlClient connection, Instant now) {
        return switch (setting) {
            case OPEN -> Future.succeededFuture();
            case CLOSED -> Future.failedFuture(closed());
            case INVITATION ->
                connection
                        .preparedQuery("DELETE FROM invitation WHERE code_hash = ? AND expires_at > ?")
                        .execute(Tuple.of(invitation, Rows.utc(now)))
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
        return found == 1 ? Future.succeededFuture() : Future.failedFuture(uninvited());
    }

    private static ServiceException closed() {
        return ServiceException.of(ProblemType.REGISTRATION_CLOSED, AccountWords.REGISTRATION_CLOSED.message());
    }

    private static ServiceException uninvited() {
        return ServiceException.ofField(
                ProblemType.INVITATION_NEEDED, "/invitation", AccountWords.INVITATION_NEEDED.message());
    }
}
