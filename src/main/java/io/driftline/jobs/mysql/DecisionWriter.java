package io.driftline.jobs.mysql;

import io.driftline.database.Database;
import io.driftline.job.Decision;
import io.driftline.job.LockedJob;
import io.driftline.job.StageReport;
import io.driftline.jobs.events.UserEvent;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/** Stores what was decided of jobs whose rows the transaction holds: the rows, the results, and the events last. */
final class DecisionWriter {
    private static final String MOVE =
            """
            UPDATE JSON_TABLE(?, '$[*]' COLUMNS (
                id %1$s PATH '$.id', attempt INT PATH '$.attempt', state VARCHAR(16) PATH '$.state',
                stage VARCHAR(16) PATH '$.stage', seq BIGINT PATH '$.seq', given_up INT PATH '$.given_up',
                worker VARCHAR(255) PATH '$.worker', lease BIGINT PATH '$.lease', ended INT PATH '$.ended'%2$s)) moved
            STRAIGHT_JOIN job j FORCE INDEX (PRIMARY) ON j.id = moved.id
            SET j.state = moved.state, j.stage = moved.stage, j.last_seq = moved.seq, j.given_up = moved.given_up,
                j.worker = moved.worker, j.lease_until = UTC_TIMESTAMP(3) + INTERVAL moved.lease MICROSECOND,
                j.finished_at = IF(moved.ended = 1, UTC_TIMESTAMP(3), NULL), j.problem = %3$s
            WHERE j.attempt = moved.attempt AND j.finished_at IS NULL""";

    /** For text MariaDB keeps the given rows in files, and problems are rare. */
    private static final String MOVE_WELL = MOVE.formatted(JsonRows.ID, "", "NULL");

    private static final String MOVE_WITH_PROBLEMS =
            MOVE.formatted(JsonRows.ID, ", problem TEXT PATH '$.problem'", "moved.problem");

    private static final String RENEW =
            """
            UPDATE JSON_TABLE(?, '$[*]' COLUMNS (id %1$s PATH '$.id', attempt INT PATH '$.attempt')) alive
            STRAIGHT_JOIN job j FORCE INDEX (PRIMARY) ON j.id = alive.id
            SET j.lease_until = UTC_TIMESTAMP(3) + INTERVAL ? MICROSECOND
            WHERE j.attempt = alive.attempt AND j.worker IS NOT NULL AND j.finished_at IS NULL"""
                    .formatted(JsonRows.ID);

    private final EventAppender events;
    private final Duration lease;

    /** @param lease how long a job that a worker holds may stay without a message */
    DecisionWriter(EventAppender events, Duration lease) {
        this.events = events;
        this.lease = lease;
    }

    Future<List<UserEvent>> write(SqlConnection tx, Decision decision) {
        return write(tx, decision, true);
    }

    /**
     * What does not depend on each other is sent together, so {@code tx} has to be one of {@link Database#together}.
     *
     * @param waits for users' counters that are held; otherwise it fails with {@link EventAppender.Held} then
     */
    Future<List<UserEvent>> write(SqlConnection tx, Decision decision, boolean waits) {
        return events.number(tx, decision.events(), waits).compose(numbered -> {
            List<Future<?>> sent = new ArrayList<>();
            sent.add(move(tx, decision.moves()));
            decision.results().forEach(report -> sent.add(keepResult(tx, report)));
            sent.add(renew(tx, decision.renewed()));
            sent.add(EventAppender.store(tx, numbered));
            return Future.all(sent).map(stored -> numbered.told());
        });
    }

    private Future<?> move(SqlConnection tx, List<Decision.Move> moves) {
        if (moves.isEmpty()) {
            return Future.succeededFuture();
        }
        boolean well = moves.stream().allMatch(move -> move.problem() == null);
        return tx.preparedQuery(well ? MOVE_WELL : MOVE_WITH_PROBLEMS).execute(Tuple.of(rows(moves, this::row)));
    }

    private JsonObject row(Decision.Move move) {
        var job = move.job();
        var problem = move.problem();
        boolean ended = job.state().ended();
        return new JsonObject()
                .put("id", job.id().value())
                .put("attempt", job.attempt())
                .put("state", job.state().name())
                .put("stage", job.stage().label())
                .put("seq", job.lastSeq())
                .put("given_up", job.givenUp())
                .put("worker", job.worker())
                .put("lease", ended || job.worker() == null ? null : micros(lease))
                .put("ended", ended ? 1 : 0)
                .put("problem", problem == null ? null : problem.encode());
    }

    private static Future<?> keepResult(SqlConnection tx, StageReport report) {
        var result = Objects.requireNonNull(report.result());
        return tx.preparedQuery("INSERT INTO job_result (job_id, attempt, sha256, bytes, summary, content) "
                        + "VALUES (?, ?, ?, ?, ?, ?)")
                .execute(Tuple.of(
                        report.job().value(),
                        report.attempt(),
                        Buffer.buffer(HexFormat.of().parseHex(result.sha256())),
                        result.bytes(),
                        result.summary().encode(),
                        result.gzipJson()));
    }

    private Future<?> renew(SqlConnection tx, List<LockedJob> jobs) {
        return jobs.isEmpty()
                ? Future.succeededFuture()
                : tx.preparedQuery(RENEW)
                        .execute(Tuple.of(
                                rows(jobs, job -> new JsonObject()
                                        .put("id", job.id().value())
                                        .put("attempt", job.attempt())),
                                micros(lease)));
    }

    private static <T> String rows(List<T> things, Function<T, JsonObject> row) {
        return new JsonArray(things.stream().map(row).toList()).encode();
    }

    static long micros(Duration time) {
        return time.toNanos() / 1_000;
    }
}
