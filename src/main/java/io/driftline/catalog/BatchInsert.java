package io.driftline.catalog;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Several rows in one statement, for a batch of statements is a round trip for each. */
final class BatchInsert {
    private BatchInsert() {}

    /** @param suffix what follows the rows */
    static Future<Void> insert(SqlConnection connection, String into, List<Tuple> rows, String suffix) {
        if (rows.isEmpty()) {
            return Future.succeededFuture();
        }
        var row = Stream.generate(() -> "?").limit(rows.get(0).size()).collect(Collectors.joining(", ", "(", ")"));
        var places = Stream.generate(() -> row).limit(rows.size()).collect(Collectors.joining(", "));
        var values = Tuple.tuple();
        for (Tuple each : rows) {
            for (int i = 0; i < each.size(); i++) {
                values.addValue(each.getValue(i));
            }
        }
        return connection
                .preparedQuery(into + " VALUES " + places + suffix)
                .execute(values)
                .mapEmpty();
    }
}
