package io.driftline.jobs.mysql;

import io.driftline.database.Database;
import io.driftline.identity.UserId;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.Optional;

/** What operators let single users have, instead of what the settings let all have. */
public final class UserLimits {
    private final Database database;

    public UserLimits(Database database) {
        this.database = database;
    }

    /**
     * Of one user; what is empty is as the settings say.
     *
     * @param pairsPerDay that they may submit, by UTC
     * @param storedBytes of inputs and results, as they are stored
     * @param retentionDays that these are kept after a job's end
     */
    public record Own(Optional<Long> pairsPerDay, Optional<Long> storedBytes, Optional<Long> retentionDays) {
        /** All as the settings say. */
        public static final Own NONE = new Own(Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Empty if there is no such user with an account. */
    public Future<Optional<Own>> read(UserId user) {
        return database.statement(client -> client.preparedQuery(
                        """
                        SELECT l.pairs_per_day, l.stored_bytes, l.retention_days FROM `user` u
                        LEFT JOIN user_limit l ON l.user_id = u.id WHERE u.id = ? AND u.role <> 'GUEST'""")
                .execute(Tuple.of(user.value()))
                .map(rows -> {
                    var found = rows.iterator();
                    return found.hasNext() ? Optional.of(own(found.next())) : Optional.empty();
                }));
    }

    /** Holds from the next submission on, for how long jobs are kept from the next look for old ones; of a user who is not there it changes nothing. */
    public Future<Optional<Own>> change(UserId user, Own limits) {
        return database.statement(client -> client.preparedQuery(
                                """
                                INSERT INTO user_limit (user_id, pairs_per_day, stored_bytes, retention_days)
                                SELECT u.id, ?, ?, ? FROM `user` u WHERE u.id = ? AND u.role <> 'GUEST'
                                ON DUPLICATE KEY UPDATE
                                  pairs_per_day = VALUES(pairs_per_day), stored_bytes = VALUES(stored_bytes),
                                  retention_days = VALUES(retention_days)""")
                        .execute(Tuple.of(
                                limits.pairsPerDay().orElse(null),
                                limits.storedBytes().orElse(null),
                                limits.retentionDays().orElse(null),
                                user.value())))
                .compose(changed -> read(user));
    }

    private static Own own(Row row) {
        return new Own(
                Optional.ofNullable(row.getLong("pairs_per_day")),
                Optional.ofNullable(row.getLong("stored_bytes")),
                Optional.ofNullable(row.getLong("retention_days")));
    }
}
