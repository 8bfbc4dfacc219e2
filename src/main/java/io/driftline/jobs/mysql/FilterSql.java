package io.driftline.jobs.mysql;

import io.driftline.jobs.JobFilter;
import io.vertx.core.json.Json;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;

/** A filter as conditions on the jobs {@code j}, to be added to others. */
final class FilterSql {
    private FilterSql() {}

    /** Puts the values where the conditions have their marks, and answers these. */
    static String of(JobFilter filter, List<Object> values) {
        var where = new StringBuilder();
        if (filter.search() != null) {
            where.append("AND (j.title LIKE ? OR j.strains LIKE ?) ");
            values.add(containing(filter.search()));
            values.add(containing(inJson(filter.search())));
        }
        if (JobFilter.OPEN.equals(filter.state())) {
            where.append("AND j.finished_at IS NULL ");
        } else if (filter.state() != null) {
            where.append("AND j.state = ? ");
            values.add(filter.state());
        }
        if (filter.modelId() != null) {
            where.append("AND j.model_id = ? ");
            values.add(filter.modelId());
        }
        if (filter.from() != null) {
            where.append("AND j.created_at >= ? ");
            values.add(utc(filter.from()));
        }
        if (filter.until() != null) {
            where.append("AND j.created_at < ? ");
            values.add(utc(filter.until()));
        }
        return where.toString();
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
