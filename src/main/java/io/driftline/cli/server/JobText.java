package io.driftline.cli.server;

import io.driftline.cli.CliException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Jobs in words, for a terminal. */
public final class JobText {
    private static final int MOST_FAULTS = 5;
    private static final Map<String, String> VERDICTS = Map.of(
            "variant", "antigenic variant", "similar", "antigenically similar", "undecided", "undecided, test it");

    private JobText() {}

    /** Fails with NO_RESULT, and why, unless the job succeeded. */
    public static JsonObject requireResult(JsonObject job) {
        if (!"SUCCEEDED".equals(job.getString("state"))) {
            throw CliException.noResult("Job " + job.getString("id") + " has no result: " + reason(job));
        }
        return job;
    }

    private static String reason(JsonObject job) {
        @Nullable JsonObject problem = job.getJsonObject("problem");
        var state = job.getString("state").toLowerCase(Locale.ROOT);
        if (problem == null) {
            return "it is " + state + ".";
        }
        var parts = new ArrayList<String>(
                List.of(problem.getString("title", state) + ".", problem.getString("detail", "")));
        problem.getJsonArray("errors", new JsonArray()).stream()
                .map(JsonObject.class::cast)
                .limit(MOST_FAULTS)
                .map(fault -> "Record " + fault.getValue("record") + ": " + fault.getString("detail", ""))
                .forEach(parts::add);
        return parts.stream().filter(part -> !part.isBlank()).distinct().collect(Collectors.joining(" "));
    }

    /** What came out, in one line. */
    public static String outcome(JsonObject job) {
        @Nullable JsonObject summary = job.getJsonObject("summary");
        if (summary == null) {
            return job.getString("state").toLowerCase(Locale.ROOT);
        }
        if (summary.containsKey("variants")) {
            return called(summary) + leftOut(job, summary);
        }
        if (!summary.containsKey("variant")) {
            return summary.getLong("differences") + " differences in HA1, no distance for "
                    + summary.getString("subtype");
        }
        var verdict = summary.getString("verdict", summary.getBoolean("variant") ? "variant" : "similar");
        return "%s, probability %.3f, distance %.2f log2"
                .formatted(
                        VERDICTS.getOrDefault(verdict, verdict),
                        summary.getDouble("probability"),
                        summary.getDouble("distanceLog2"));
    }

    /** Older results count variants alone. */
    private static String called(JsonObject summary) {
        long undecided = summary.getLong("undecided", 0L);
        return summary.getLong("pairs") + " pairs, "
                + summary.getLong("calledVariant", summary.getLong("variants")) + " antigenic variants"
                + (undecided == 0 ? "" : ", " + undecided + " undecided");
    }

    /**
     * Of a list each pair was asked for; elsewhere it is the sequences set aside that say something, which are known where the
     * whole result is.
     */
    private static String leftOut(JsonObject job, JsonObject summary) {
        @Nullable JsonObject result = job.getJsonObject("result");
        var records = result == null ? new JsonArray() : result.getJsonArray("records", new JsonArray());
        long aside = records.stream()
                .filter(record -> !((JsonObject) record)
                        .getJsonArray("errors", new JsonArray())
                        .isEmpty())
                .count();
        if (aside > 0 && !"list".equals(job.getString("mode"))) {
            return ", " + aside + " of " + records.size() + " sequences set aside";
        }
        long skipped = summary.getLong("skipped", 0L);
        return skipped == 0 ? "" : ", " + skipped + " pairs left out";
    }

    static String strains(JsonObject job) {
        var strains = job.getJsonArray("strains", new JsonArray());
        int records = job.getInteger("records", strains.size());
        return strains.stream().limit(2).map(String::valueOf).collect(Collectors.joining(" × "))
                + (records > 2 ? " … (" + records + ")" : "");
    }
}
