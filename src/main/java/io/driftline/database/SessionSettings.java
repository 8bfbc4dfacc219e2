package io.driftline.database;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;

/** What a connection is told first: how transactions see each other, and when the server has waited long enough. */
final class SessionSettings {
    /** For a row that another transaction holds: longer than any transaction of ours takes. */
    private static final Duration LOCK_WAIT = Duration.ofSeconds(2);

    /** For a transaction's next statement: a gateway that froze in one must not hold its users' rows. */
    private static final Duration IDLE_TRANSACTION = Duration.ofSeconds(5);

    private SessionSettings() {}

    static Future<?> apply(SqlConnection connection, Door door) {
        return Future.all(
                connection
                        .query("SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED")
                        .execute(),
                connection
                        .query("SET SESSION time_zone = '+00:00', innodb_lock_wait_timeout = " + LOCK_WAIT.toSeconds()
                                + ", wait_timeout = " + door.silence().toSeconds() + ", "
                                + limits(connection, door))
                        .execute());
    }

    /** MySQL limits reading statements only, and knows no idle transactions: there the silence ends them. */
    private static String limits(SqlConnection connection, Door door) {
        return connection.databaseMetadata().productName().contains("MariaDB")
                ? "max_statement_time = " + door.patience().toSeconds() + ", idle_transaction_timeout = "
                        + IDLE_TRANSACTION.toSeconds()
                : "max_execution_time = " + door.patience().toMillis();
    }
}
