package io.driftline.faults;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** One line for each run, kept between calls: what has passed with this version and seed is not run again. */
final class Ledger {
    private final Path file;
    private final String version;

    Ledger(Path file, String version) {
        this.file = file;
        this.version = version;
    }

    /**
     * How a run went.
     *
     * @param figuresHeld whether it had to keep its figures of time
     */
    record Entry(
            String experiment,
            long seed,
            boolean figuresHeld,
            Findings found,
            long recoveredMillis,
            int refused,
            JsonObject most,
            List<String> faults) {
        /** What the first fault begins with if the experiment itself could not be played. */
        static final String BROKE = "the experiment broke: ";

        boolean broke() {
            return !passed() && faults.get(0).startsWith(BROKE);
        }

        boolean passed() {
            return faults.isEmpty();
        }

        String table() {
            return "%-34s %8d %6d %5d %10d %8d %9s  %s"
                    .formatted(
                            experiment,
                            found.accepted,
                            found.ended,
                            found.lost,
                            found.duplicated,
                            found.foreign,
                            recoveredMillis < 0 ? "never" : "%.1f s".formatted(recoveredMillis / 1_000.0),
                            passed() ? "ok" : "FAILED");
        }
    }

    static String header() {
        return "%-34s %8s %6s %5s %10s %8s %9s"
                .formatted("experiment", "accepted", "ended", "lost", "duplicated", "foreign", "recovered");
    }

    /** @param figuresHold whether a run that kept to no figure of time is not enough */
    boolean hasPassed(String experiment, long seed, boolean figuresHold) throws IOException {
        return runs().stream()
                .anyMatch(line -> experiment.equals(line.getString("experiment"))
                        && line.getLong("seed") == seed
                        && (line.getBoolean("figuresHeld") || !figuresHold)
                        && line.getBoolean("passed"));
    }

    /** Every run of this version, failed ones too. */
    List<JsonObject> runs() throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        return Files.readAllLines(file).stream()
                .map(JsonObject::new)
                .filter(line -> version.equals(line.getString("version")))
                .toList();
    }

    void add(Entry entry) throws IOException {
        var line = new JsonObject()
                .put("at", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString())
                .put("version", version)
                .put("experiment", entry.experiment())
                .put("seed", entry.seed())
                .put("figuresHeld", entry.figuresHeld())
                .put("accepted", entry.found().accepted)
                .put("ended", entry.found().ended)
                .put("lost", entry.found().lost)
                .put("duplicated", entry.found().duplicated)
                .put("foreign", entry.found().foreign)
                .put("recoveredMillis", entry.recoveredMillis())
                .put("reruns", entry.found().reruns)
                .put("refused", entry.refused())
                .put("takeoverMillis", new JsonArray(entry.found().takeoverMillis))
                .put("most", entry.most())
                .put("passed", entry.passed())
                .put("faults", new JsonArray(entry.faults()));
        Files.createDirectories(file.getParent());
        Files.writeString(file, line.encode() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
