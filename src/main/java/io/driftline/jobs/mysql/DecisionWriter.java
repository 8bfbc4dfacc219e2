package io.driftline.jobs.mysql;

import io.driftline.job.Decision;
import io.driftline.job.LockedJob;
import io.driftline.jobs.UserEvent;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Stores what was decided of jobs whose rows the transaction holds: the rows, the results, and the events last. */
final class DecisionWriter {
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

    /** @param waits for users' counters that are held; otherwise it fails with {@link EventAppender.Held} then */
    Future<List<UserEvent>> write(SqlConnection tx, Decision decision, boolean waits) {
        return move(tx, decision.moves())
                .compose(moved -> keepResults(tx, decision))
                .compose(kept -> renew(tx, decision.renewed()))
                .compose(renewed -> events.append(tx, decision.events(), waits));
    }

    private Future<?> move(SqlConnection tx, List<Decision.Move> moves) {
        if (moves.isEmpty()) {
            return Future.succeededFuture();
        }
        var rows = moves.stream().map(this::values).toList();
        return tx.preparedQuery(
                        """
                        UPDATE job SET state = ?, stage = ?, last_seq = ?, given_up = ?, worker = ?,
                            lease_until = UTC_TIMESTAMP(3) + INTERVAL ? MICROSECOND,
                            finished_at = IF(? = 1, UTC_TIMESTAMP(3), NULL), problem = ?
                        WHERE id = ? AND attempt = ? AND finished_at IS NULL""")
                .executeBatch(rows);
    }

    private Tuple values(Decision.Move move) {
        var job = move.job();
        var problem = move.problem();
        boolean ended = job.state().ended();
        return Tuple.from(new @Nullable Object[] {
            job.state().name(),
            job.stage().label(),
            job.lastSeq(),
            job.givenUp(),
            job.worker(),
            ended || job.worker() == null ? null : micros(lease),
            ended ? 1 : 0,
            problem == null ? null : problem.encode(),
            job.id().value(),
            job.attempt()
        });
    }

    private static Future<?> keepResults(SqlConnection tx, Decision decision) {
        if (decision.results().isEmpty()) {
            return Future.succeededFuture();
        }
        var rows = decision.results().stream()
                .map(report -> {
                    var result = Objects.requireNonNull(report.result());
                    return Tuple.of(
                            report.job().value(),
                            report.attempt(),
                            Buffer.buffer(HexFormat.of().parseHex(result.sha256())),
                            result.bytes(),
                            result.summary().encode(),
                            result.gzipJson());
                })
                .toList();
        return tx.preparedQuery("INSERT INTO job_result (job_id, attempt, sha256, bytes, summary, content) "
                        + "VALUES (?, ?, ?, ?, ?, ?)")
                .executeBatch(rows);
    }

    private Future<?> renew(SqlConnection tx, List<LockedJob> jobs) {
        var rows = jobs.stream()
                .map(job -> Tuple.of(micros(lease), job.id().value(), job.attempt()))
                .toList();
        return rows.isEmpty()
                ? Future.succeededFuture()
                : tx.preparedQuery("UPDATE job SET lease_until = UTC_TIMESTAMP(3) + INTERVAL ? MICROSECOND "
                                + "WHERE id = ? AND attempt = ? AND finished_at IS NULL")
                        .executeBatch(rows);
    }

    static long micros(Duration time) {
        return time.toNanos() / 1_000;
    }
}
