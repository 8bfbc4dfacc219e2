package io.driftline.jobs.mysql;

import io.driftline.bus.news.Announcement;
import io.driftline.database.Database;
import io.driftline.identity.UserId;
import io.driftline.job.JobEvent;
import io.driftline.job.JobId;
import io.driftline.jobs.events.UserEvent;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
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
import java.util.TreeSet;

/**
 * Gives events their place in their user's sequence, inside the transaction that changes the job. The user's
 * counter row is locked first, always after the job's row, so offsets have no holes and locks no cycle.
 */
final class EventAppender {
    private static final String INSERT =
            """
            INSERT INTO event (user_id, `offset`, job_id, at, frame)
            SELECT told.user_id, told.place, told.job_id, ?, told.frame
            FROM JSON_TABLE(?, '$[*]' COLUMNS (
                user_id %1$s PATH '$.user', place BIGINT PATH '$.offset', job_id %1$s PATH '$.job',
                frame MEDIUMTEXT PATH '$.frame')) told"""
                    .formatted(JsonRows.ID);

    private static final String ADVANCE =
            """
            UPDATE JSON_TABLE(?, '$[*]' COLUMNS (user_id %1$s PATH '$.user', last BIGINT PATH '$.last')) told
            STRAIGHT_JOIN event_counter c FORCE INDEX (PRIMARY) ON c.user_id = told.user_id
            SET c.last_offset = told.last"""
                    .formatted(JsonRows.ID);

    /**
     * Up to so many events have a statement of their own for each number of them: MariaDB makes its log durable at the end of
     * every {@code INSERT … SELECT}, and again at the commit, which only many rows are worth.
     */
    private static final int FEW = 8;

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

    /** Events with the places that were locked for them, not stored yet. */
    record Numbered(List<JobEvent> events, List<UserEvent> told, Instant at, Map<UserId, Long> counters) {
        static final Numbered NONE = new Numbered(List.of(), List.of(), Instant.EPOCH, Map.of());
    }

    /**
     * Locks the counters of those whom the events are for, and gives each event its place.
     *
     * @param waits for counters that are held; otherwise it fails with {@link Held} then
     */
    Future<Numbered> number(SqlConnection tx, List<JobEvent> events, boolean waits) {
        if (events.isEmpty()) {
            return Future.succeededFuture(Numbered.NONE);
        }
        return lockCounters(tx, events, waits).map(counters -> {
            var at = clock.instant();
            return new Numbered(events, number(events, counters, at), at, counters);
        });
    }

    /** Stores the events, and how far their users' counters have come. */
    static Future<?> store(SqlConnection tx, Numbered numbered) {
        return numbered.events().isEmpty()
                ? Future.succeededFuture()
                : Future.all(insert(tx, numbered), advance(tx, numbered.counters()));
    }

    /** Locks the counter of a job's owner and takes its next offset; 0 if there is no such job, or no counter yet. */
    static Future<Long> next(SqlConnection tx, JobId job) {
        return tx.preparedQuery(
                        """
                        UPDATE event_counter SET last_offset = LAST_INSERT_ID(last_offset + 1)
                        WHERE user_id = (SELECT user_id FROM job WHERE id = ?)""")
                .execute(Tuple.of(job.value()))
                .map(taken -> taken.rowCount() == 0 ? 0 : Database.insertedId(taken));
    }

    /** The same where there may be no counter: it is made, unless somebody has done so meanwhile. */
    static Future<Long> first(SqlConnection tx, JobId job) {
        return tx.preparedQuery(
                        """
                        INSERT INTO event_counter (user_id, last_offset)
                        SELECT user_id, LAST_INSERT_ID(1) FROM job WHERE id = ?
                        ON DUPLICATE KEY UPDATE last_offset = LAST_INSERT_ID(event_counter.last_offset + 1)""")
                .execute(Tuple.of(job.value()))
                .map(taken -> taken.rowCount() == 0 ? 0 : Database.insertedId(taken));
    }

    /** Tells of a job at the offset that was taken for it. */
    Future<UserEvent> tell(SqlConnection tx, JobEvent event, long offset) {
        var at = clock.instant();
        var told = event(event, offset, at);
        return insertFew(tx, new Numbered(List.of(event), List.of(told), at, Map.of()))
                .map(told);
    }

    private static UserEvent event(JobEvent event, long offset, Instant at) {
        return new UserEvent(
                event.job().user(), new Announcement.Event(offset, event.frame(offset, at), event.trace()));
    }

    private static LocalDateTime utc(Instant at) {
        return LocalDateTime.ofInstant(at, ZoneOffset.UTC);
    }

    private static Future<Map<UserId, Long>> lockCounters(SqlConnection tx, List<JobEvent> events, boolean waits) {
        var users = new TreeSet<String>();
        events.forEach(event -> users.add(event.job().user().value()));
        return tx.preparedQuery("SELECT c.user_id, c.last_offset FROM " + JsonRows.GIVEN_IDS
                        + " STRAIGHT_JOIN event_counter c FORCE INDEX (PRIMARY) ON c.user_id = given.id FOR UPDATE"
                        + (waits ? "" : " SKIP LOCKED"))
                .execute(Tuple.of(JsonRows.ids(users)))
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
            told.add(event(event, offset, at));
        }
        return told;
    }

    private static Future<?> insert(SqlConnection tx, Numbered numbered) {
        return numbered.events().size() <= FEW ? insertFew(tx, numbered) : insertMany(tx, numbered);
    }

    private static Future<?> insertFew(SqlConnection tx, Numbered numbered) {
        var values = Tuple.tuple();
        for (int i = 0; i < numbered.events().size(); i++) {
            var told = numbered.told().get(i);
            values.addString(told.user().value());
            values.addLong(told.event().offset());
            values.addString(numbered.events().get(i).job().id().value());
            values.addLocalDateTime(utc(numbered.at()));
            values.addString(told.event().frame().toString());
        }
        return tx.preparedQuery("INSERT INTO event (user_id, `offset`, job_id, at, frame) VALUES "
                        + String.join(
                                ", ", Collections.nCopies(numbered.events().size(), "(?, ?, ?, ?, ?)")))
                .execute(values);
    }

    private static Future<?> insertMany(SqlConnection tx, Numbered numbered) {
        var rows = new JsonArray();
        for (int i = 0; i < numbered.events().size(); i++) {
            var told = numbered.told().get(i);
            rows.add(new JsonObject()
                    .put("user", told.user().value())
                    .put("offset", told.event().offset())
                    .put("job", numbered.events().get(i).job().id().value())
                    .put("frame", told.event().frame().toString()));
        }
        return tx.preparedQuery(INSERT).execute(Tuple.of(utc(numbered.at()), rows.encode()));
    }

    private static Future<?> advance(SqlConnection tx, Map<UserId, Long> counters) {
        var rows = new JsonArray();
        counters.forEach((user, last) ->
                rows.add(new JsonObject().put("user", user.value()).put("last", last)));
        return tx.preparedQuery(ADVANCE).execute(Tuple.of(rows.encode()));
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
