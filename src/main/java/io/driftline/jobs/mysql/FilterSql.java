package io.driftline.jobs.mysql;

import io.driftline.jobs.JobFilter;
import io.vertx.core.json.Json;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;

/** A filter as conditions, each with AND before it, to be added to others. Puts the values where they have their marks. */
final class FilterSql {
    /** What jobs are called that stand under one another, the outermost first. */
    private static final List<String> LEVELS = List.of("j", "i", "k");

    private FilterSql() {}

    /** On jobs {@code j} with the batches {@code b} that they stand under. */
    static String of(JobFilter filter, List<Object> values) {
        var fold = filter.fold();
        var where = new StringBuilder(fold.folded() ? "AND b.id IS NULL " : "");
        if (fold.batch() != null) {
            where.append("AND j.batch_id = ? ");
            values.add(fold.batch().value());
        }
        return where.append(fold.isNone() ? passing(filter, "j", values) : passingWithInside(filter, 0, values))
                .toString();
    }

    /** On jobs {@code i} that stand under others. */
    static String inside(JobFilter filter, List<Object> values) {
        return passingWithInside(filter, 1, values);
    }

    /** Those that pass, or have one under them that does. */
    private static String passingWithInside(JobFilter filter, int level, List<Object> values) {
        var job = LEVELS.get(level);
        var own = passing(filter, job, values);
        if (own.isEmpty() || level == LEVELS.size() - 1) {
            return own;
        }
        var under = LEVELS.get(level + 1);
        return "AND ((TRUE %s) OR EXISTS (SELECT 1 FROM job %s WHERE %s.batch_id = %s.id AND %s.user_id = %s.user_id %s)) "
                .formatted(own, under, under, job, under, job, passingWithInside(filter, level + 1, values));
    }

    private static String passing(JobFilter filter, String job, List<Object> values) {
        var where = new StringBuilder();
        if (filter.search() != null) {
            where.append("AND (%1$s.title LIKE ? OR %1$s.note LIKE ? OR %1$s.strains LIKE ?) ");
            values.add(containing(filter.search()));
            values.add(containing(filter.search()));
            values.add(containing(inJson(filter.search())));
        }
        if (JobFilter.OPEN.equals(filter.state())) {
            where.append("AND %1$s.finished_at IS NULL ");
        } else if (filter.state() != null) {
            where.append("AND %1$s.state = ? ");
            values.add(filter.state());
        }
        if (filter.mode() != null) {
            where.append("AND %1$s.mode = ? ");
            values.add(filter.mode().label());
        }
        if (filter.modelId() != null) {
            where.append("AND %1$s.model_id = ? ");
            values.add(filter.modelId());
        }
        if (filter.from() != null) {
            where.append("AND %1$s.created_at >= ? ");
            values.add(utc(filter.from()));
        }
        if (filter.until() != null) {
            where.append("AND %1$s.created_at < ? ");
            values.add(utc(filter.until()));
        }
        return where.toString().formatted(job);
    }

    /** Names are stored as JSON, which writes some letters otherwise. */
    private static String inJson(String text) {
        var quoted = Json.encode(text);
        return quoted.substring(1, quoted.length() - 1);
    }

    /** Each letter stands for itself. */
    private static String containing(String text) {
        return "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
    }

    private static LocalDateTime utc(Instant time) {
        return LocalDateTime.ofInstant(time, ZoneOffset.UTC);
    }
}
