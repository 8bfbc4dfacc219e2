package io.driftline.jobs.mysql;

import io.driftline.job.JobId;
import io.vertx.core.json.JsonArray;
import io.vertx.sqlclient.Tuple;
import java.util.Collection;
import java.util.List;

/**
 * Rows that travel as one JSON parameter: a statement that reads them is the same, and costs one trip, however many they
 * are. {@code JSON_TABLE} is known to MySQL 8 and MariaDB 10.6 alike. Where it stands first in a {@code STRAIGHT_JOIN} with
 * a forced index, rows are looked up, and locked, one after the other in the order that was given.
 */
final class JsonRows {
    /** The type of every id, as its column has it: of another one no index would be used. */
    static final String ID = "CHAR(26) CHARACTER SET ascii COLLATE ascii_bin";

    /** A list of ids as a table: {@code given (id)}. */
    static final String GIVEN_IDS = "JSON_TABLE(?, '$[*]' COLUMNS (id " + ID + " PATH '$')) given";

    private JsonRows() {}

    /** The parameter of {@link #GIVEN_IDS}. */
    static String ids(Collection<String> ids) {
        return new JsonArray(List.copyOf(ids)).encode();
    }

    /** The one parameter of a statement over these jobs. */
    static Tuple of(Collection<JobId> jobs) {
        return Tuple.of(ids(jobs.stream().map(JobId::value).toList()));
    }
}
