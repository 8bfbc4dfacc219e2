package io.driftline.jobs.mysql;

import io.driftline.job.JobId;
import io.driftline.job.JobProblem;
import io.driftline.job.JobState;
import io.driftline.job.Mode;
import io.driftline.job.Stage;
import io.driftline.jobs.JobView;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Jobs {@code j}, each with the batch {@code b} that it stands under, as their owners see them. */
final class JobViews {
    private static final String SELECT =
            """
            SELECT j.id, j.number, j.state, j.stage, j.attempt, j.mode, j.title, j.note, j.strains, j.model_id,
                   j.records, j.reference_records, j.pairs,
                   b.id AS batch, b.title AS batch_title, b.mode AS batch_mode, b.records AS batch_records,
                   b.reference_records AS batch_references, b.pairs AS batch_pairs,
                   (SELECT COUNT(*) FROM job i WHERE i.batch_id = j.id AND i.user_id = j.user_id %s) AS inside,
                   COALESCE(m.name, j.model_name) AS model_title, j.model_version, j.encoding_id,
                   COALESCE(e.name, j.encoding_id) AS encoding_name, j.created_at, j.finished_at, l.retention_days,
                   j.problem, r.summary,
                   IF(j.state = 'QUEUED' AND j.worker IS NULL, (
                       SELECT COUNT(*) FROM job q
                       WHERE q.state = 'QUEUED' AND q.worker IS NULL
                         AND (q.turn < j.turn OR (q.turn = j.turn AND q.number <= j.number))), 0) AS position,
                   IF(j.state = 'QUEUED' AND j.worker IS NULL, (
                       SELECT COUNT(*) FROM job f
                       WHERE f.finished_at > UTC_TIMESTAMP(3) - INTERVAL 60 SECOND), 0) AS ended_lately
            FROM job j
            LEFT JOIN job b ON b.id = j.batch_id AND b.user_id = j.user_id
            LEFT JOIN model m ON m.id = j.model_id
            LEFT JOIN encoding e ON e.id = j.encoding_id
            LEFT JOIN job_result r ON r.job_id = j.id
            LEFT JOIN user_limit l ON l.user_id = j.user_id
            """;

    static final String ALL = with("");

    private JobViews() {}

    /** The same, counting those of the jobs {@code i} under each that meet conditions, which have AND before them. */
    static String with(String conditions) {
        return SELECT.formatted(conditions);
    }

    static JobView of(Row row) {
        return new JobView(
                new JobId(row.getString("id")),
                JobState.of(row.getString("state")),
                Stage.of(row.getString("stage")),
                row.getInteger("attempt"),
                row.getLong("position"),
                waitSeconds(row.getLong("position"), row.getLong("ended_lately")),
                Mode.of(row.getString("mode")),
                row.getString("title"),
                row.getString("note"),
                batch(row),
                row.getInteger("inside"),
                new JsonArray(row.getString("strains")),
                row.getInteger("records"),
                row.getInteger("reference_records"),
                row.getLong("pairs"),
                model(row),
                instant(row.getLocalDateTime("created_at")),
                row.getLocalDateTime("finished_at") == null ? null : instant(row.getLocalDateTime("finished_at")),
                row.getInteger("retention_days"),
                JobProblem.stored(row.getString("problem")),
                json(row.getString("summary")));
    }

    private static JobView.@Nullable Batch batch(Row row) {
        @Nullable String id = row.getString("batch");
        return id == null
                ? null
                : new JobView.Batch(
                        new JobId(id),
                        row.getString("batch_title"),
                        Mode.of(row.getString("batch_mode")),
                        row.getInteger("batch_records"),
                        row.getInteger("batch_references"),
                        row.getLong("batch_pairs"));
    }

    private static JobView.Model model(Row row) {
        return new JobView.Model(
                row.getLong("model_id"),
                row.getString("model_title"),
                row.getString("model_version"),
                row.getString("encoding_id"),
                row.getString("encoding_name"));
    }

    /** At the rate of the last minute; nobody can tell when nothing has ended in it. */
    static @Nullable Long waitSeconds(long position, long endedInAMinute) {
        return position == 0 || endedInAMinute == 0 ? null : (60 * position + endedInAMinute - 1) / endedInAMinute;
    }

    private static Instant instant(LocalDateTime utc) {
        return utc.toInstant(ZoneOffset.UTC);
    }

    private static @Nullable JsonObject json(@Nullable String text) {
        return text == null ? null : new JsonObject(text);
    }
}
