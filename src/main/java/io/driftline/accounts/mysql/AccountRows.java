package io.driftline.accounts.mysql;

import io.driftline.identity.Role;
import io.driftline.identity.User;
import io.driftline.identity.UserId;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reading what the tables hold; times there are UTC. */
public final class AccountRows {
    private AccountRows() {}

    static <T> Optional<T> first(RowSet<Row> rows, Function<Row, T> read) {
        var each = rows.iterator();
        return each.hasNext() ? Optional.of(read.apply(each.next())) : Optional.empty();
    }

    static User user(Row row) {
        return new User(
                new UserId(row.getString("user_id")),
                row.getString("user_name"),
                row.getString("email"),
                Role.valueOf(row.getString("role")));
    }

    static LocalDateTime utc(Instant time) {
        return LocalDateTime.ofInstant(time, ZoneOffset.UTC);
    }

    static Instant time(Row row, String column) {
        return row.getLocalDateTime(column).toInstant(ZoneOffset.UTC);
    }

    static @Nullable Instant timeOrNull(Row row, String column) {
        var time = row.getLocalDateTime(column);
        return time == null ? null : time.toInstant(ZoneOffset.UTC);
    }
}
