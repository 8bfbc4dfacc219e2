package io.driftline.accounts.mysql;

import io.driftline.accounts.Refusals;
import io.driftline.identity.Role;
import io.driftline.identity.User;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;

/** An installation always has an operator: whoever stops being one holds the lock and leaves another behind. */
final class Operators {
    private Operators() {}

    /** Two last operators who leave at once take turns. */
    static Future<Void> lock(SqlConnection connection) {
        return connection
                .query("SELECT id FROM installation WHERE id = 1 FOR UPDATE")
                .execute()
                .mapEmpty();
    }

    /** Fails with SOLE_OPERATOR if there would be no operator without this user. */
    static Future<Void> requireDispensable(SqlClient connection, User user) {
        return connection
                .preparedQuery("SELECT COUNT(*) FROM `user` WHERE role = 'OPERATOR' AND id <> ?")
                .execute(Tuple.of(user.id().value()))
                .compose(rows ->
                        user.role() == Role.OPERATOR && rows.iterator().next().getLong(0) == 0
                                ? Future.failedFuture(Refusals.soleOperator())
                                : Future.succeededFuture());
    }
}
