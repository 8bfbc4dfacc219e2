package io.driftline.jobs.mysql;

import io.driftline.bus.news.Announcement;
import io.driftline.database.Database;
import io.driftline.identity.UserId;
import io.driftline.job.JobEvent;
import io.driftline.job.JobId;
import io.driftline.jobs.UserEvent;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Gives events their place in their user's sequence, inside the transaction that changes the job. The user's
 * counter row is locked first, always after the job's row, so offsets have no holes and locks no cycle.
 */
final class EventAppender {
    private final Clock clock;

    EventAppender(Clock clock) {
        this.clock = clock;
    }

    /** Another transaction holds the counter of one whom an event is for. */
    static final class Held extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Held() {
            super("a user's counter is held", null, false, false);
        }
    }

    /** @param waits for counters that are held; otherwise it fails with {@link Held} then */
    Future<List<UserEvent>> append(SqlConnection tx, List<JobEvent> events, boolean waits) {
        if (events.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        return lockCounters(tx, events, waits).compose(counters -> {
            var at = clock.instant();
            var told = number(events, counters, at);
            return insert(tx, events, told, at)
                    .compose(inserted -> advance(tx, counters))
                    .map(advanced -> told);
        });
    }

    /** Locks the counter of a job's owner, making it if need be, and takes its next offset; 0 if there is no such job. */
    static Future<Long> next(SqlConnection tx, JobId job) {
        return tx.preparedQuery(
                        """
                        INSERT INTO event_counter (user_id, last_offset)
                        SELECT user_id, LAST_INSERT_ID(1) FROM job WHERE id = ?
                        ON DUPLICATE KEY UPDATE last_offset = LAST_INSERT_ID(event_counter.last_offset + 1)""")
                .execute(Tuple.of(job.value()))
                .map(taken -> taken.rowCount() == 0 ? 0 : Database.insertedId(taken));
    }

    /** Tells of a job at the offset that was taken for it; of none if its owner has more open ones than that. */
    Future<Optional<UserEvent>> tell(SqlConnection tx, JobEvent event, long offset, int mostOpen) {
        var at = clock.instant();
        var told = new UserEvent(event.job().user(), new Announcement.Event(offset, event.frame(offset, at)));
        var values = values(Tuple.tuple(), event, told, at);
        return tx.preparedQuery(
                        """
                        INSERT INTO event (user_id, `offset`, job_id, at, frame) SELECT ?, ?, ?, ?, ? FROM DUAL
                        WHERE (SELECT COUNT(*) FROM job WHERE user_id = ? AND finished_at IS NULL) <= ?""")
                .execute(values.addString(event.job().user().value()).addInteger(mostOpen))
                .map(inserted -> inserted.rowCount() == 0 ? Optional.empty() : Optional.of(told));
    }

    private static Tuple values(Tuple values, JobEvent event, UserEvent told, Instant at) {
        return values.addString(told.user().value())
                .addLong(told.event().offset())
                .addString(event.job().id().value())
                .addLocalDateTime(LocalDateTime.ofInstant(at, ZoneOffset.UTC))
                .addString(told.event().frame().toString());
    }

    private static Future<Map<UserId, Long>> lockCounters(SqlConnection tx, List<JobEvent> events, boolean waits) {
        var users = new TreeSet<String>();
        events.forEach(event -> users.add(event.job().user().value()));
        return tx.preparedQuery("SELECT user_id, last_offset FROM event_counter WHERE user_id IN ("
                        + marks(users.size()) + ") ORDER BY user_id FOR UPDATE" + (waits ? "" : " SKIP LOCKED"))
                .execute(Tuple.from(List.copyOf(users)))
                .map(rows -> {
                    if (!waits && rows.size() < users.size()) {
                        throw new Held();
                    }
                    Map<UserId, Long> counters = new HashMap<>();
                    rows.forEach(row -> counters.put(new UserId(row.getString(0)), row.getLong(1)));
                    return counters;
                });
    }

    private static List<UserEvent> number(List<JobEvent> events, Map<UserId, Long> counters, Instant at) {
        List<UserEvent> told = new ArrayList<>(events.size());
        for (JobEvent event : events) {
            long offset = counters.merge(event.job().user(), 1L, Long::sum);
            told.add(new UserEvent(event.job().user(), new Announcement.Event(offset, event.frame(offset, at))));
        }
        return told;
    }

    private static Future<?> insert(SqlConnection tx, List<JobEvent> events, List<UserEvent> told, Instant at) {
        var values = Tuple.tuple();
        for (int i = 0; i < events.size(); i++) {
            values(values, events.get(i), told.get(i), at);
        }
        return tx.preparedQuery("INSERT INTO event (user_id, `offset`, job_id, at, frame) VALUES "
                        + String.join(", ", Collections.nCopies(events.size(), "(?, ?, ?, ?, ?)")))
                .execute(values);
    }

    private static Future<?> advance(SqlConnection tx, Map<UserId, Long> counters) {
        List<Tuple> rows = new ArrayList<>();
        counters.forEach((user, last) -> rows.add(Tuple.of(last, user.value())));
        return tx.preparedQuery("UPDATE event_counter SET last_offset = ? WHERE user_id = ?")
                .executeBatch(rows);
    }

    /** What was told of these jobs keeps its places in the sequence, but says nothing any more. */
    static Future<?> blank(SqlConnection tx, List<JobId> jobs) {
        return tx.preparedQuery(
                        """
                        UPDATE event SET frame = JSON_SET(
                            JSON_REMOVE(frame, '$.result', '$.problem'),
                            '$.message', 'Deleted', '$.messageKey', 'job.deleted', '$.params', JSON_OBJECT())
                        WHERE job_id IN (%s)"""
                                .formatted(marks(jobs.size())))
                .execute(Tuple.from(jobs.stream().map(JobId::value).toList()));
    }

    /** {@code ?, ?, ?}: as many as there are values. */
    static String marks(int count) {
        return String.join(", ", Collections.nCopies(count, "?"));
    }
}
