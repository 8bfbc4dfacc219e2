package io.driftline.jobs.mysql;

import io.driftline.config.Config;
import io.driftline.database.Database;
import io.driftline.identity.UserId;
import io.driftline.job.JobId;
import io.driftline.job.Mode;
import io.driftline.job.ModelRef;
import io.driftline.job.QueuedJob;
import io.driftline.jobs.HeldJob;
import io.driftline.jobs.JobClaims;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The queue in MySQL: a claim is one conditional UPDATE. */
public final class MySqlJobClaims implements JobClaims {
    private final Database database;
    private final Config.Jobs config;

    public MySqlJobClaims(Database database, Config.Jobs config) {
        this.database = database;
        this.config = config;
    }

    /** By that index no large input is even read. */
    @Override
    public Future<List<QueuedJob>> waiting(int limit) {
        return database.statement(client -> client.preparedQuery(
                        """
                        SELECT w.*, i.records AS input FROM (
                            SELECT id, user_id, model_id, model_name, model_version, encoding_id, mode, attempt,
                                trace, turn, number, input_id
                            FROM job WHERE state = 'QUEUED' AND worker IS NULL ORDER BY turn, number LIMIT ?) w
                        LEFT JOIN job_input i FORCE INDEX (job_input_bytes)
                            ON i.job_id = w.input_id AND i.bytes <= ?
                        ORDER BY w.turn, w.number""")
                .execute(Tuple.of(limit, QueuedJob.SMALL))
                .map(rows -> {
                    List<QueuedJob> jobs = new ArrayList<>();
                    rows.forEach(row -> jobs.add(job(row, row.getBuffer("input"))));
                    return jobs;
                }));
    }

    @Override
    public Future<Optional<QueuedJob>> claim(QueuedJob job, String worker) {
        return database.statement(client -> client.preparedQuery(
                        """
                        UPDATE job SET attempt = attempt + 1, last_seq = 0, worker = ?,
                            lease_until = UTC_TIMESTAMP(3) + INTERVAL ? MICROSECOND
                        WHERE id = ? AND attempt = ? AND state = 'QUEUED' AND worker IS NULL""")
                .execute(Tuple.of(
                        worker, config.lease().toNanos() / 1_000, job.job().value(), job.attempt()))
                .map(updated -> updated.rowCount() == 1 ? Optional.of(job.claimed()) : Optional.<QueuedJob>empty()));
    }

    @Override
    public Future<Void> unclaim(QueuedJob claimed) {
        return database.statement(client -> client.preparedQuery(
                        """
                        UPDATE job SET attempt = attempt - 1, worker = NULL, lease_until = NULL
                        WHERE id = ? AND attempt = ? AND state = 'QUEUED' AND worker IS NOT NULL AND last_seq = 0""")
                .execute(Tuple.of(claimed.job().value(), claimed.attempt()))
                .mapEmpty());
    }

    @Override
    public Future<Optional<Buffer>> input(JobId job) {
        return database.statement(client -> client.preparedQuery(
                        "SELECT i.records FROM job j JOIN job_input i ON i.job_id = j.input_id WHERE j.id = ?")
                .execute(Tuple.of(job.value()))
                .map(rows -> rows.size() == 0
                        ? Optional.<Buffer>empty()
                        : Optional.of(rows.iterator().next().getBuffer(0))));
    }

    @Override
    public Future<Optional<HeldJob>> held(JobId id) {
        return database.statement(client -> client.preparedQuery(
                        """
                        SELECT j.id, user_id, model_id, model_name, model_version, encoding_id, mode, attempt, trace,
                            COALESCE(worker, '') AS held_by, i.records AS input
                        FROM job j JOIN job_input i ON i.job_id = j.input_id WHERE j.id = ?""")
                .execute(Tuple.of(id.value()))
                .map(rows -> {
                    var each = rows.iterator();
                    return each.hasNext() ? Optional.of(held(each.next())) : Optional.<HeldJob>empty();
                }));
    }

    private static HeldJob held(Row row) {
        return new HeldJob(job(row, null), row.getString("held_by"), row.getBuffer("input"));
    }

    private static QueuedJob job(Row row, @Nullable Buffer input) {
        return new QueuedJob(
                new JobId(row.getString("id")),
                new UserId(row.getString("user_id")),
                new ModelRef(
                        row.getLong("model_id"),
                        row.getString("model_name"),
                        row.getString("model_version"),
                        row.getString("encoding_id")),
                Mode.of(row.getString("mode")),
                row.getInteger("attempt"),
                input,
                row.getString("trace"));
    }
}
