package io.driftline.bench;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What to measure, and how long.
 *
 * @param runs how often each load is run; the report gives medians of them
 * @param starts warm starts
 * @param steady length of the load at a fixed rate
 * @param jobs of the load without a rate
 * @param storm sockets that come back at once after a restart; with any, nothing else is measured
 */
record Options(Path jar, Path folder, int runs, int starts, Duration steady, int jobs, long seed, int storm) {

    static Options parse(String[] args) {
        var options = new Options(
                Path.of("target/driftline.jar"), Path.of("target/bench"), 3, 5, Duration.ofSeconds(60), 1_000, 1, 0);
        for (int i = 0; i + 1 < args.length; i += 2) {
            options = options.with(args[i], args[i + 1]);
        }
        return options;
    }

    private Options with(String name, String value) {
        return switch (name) {
            case "--jar" -> new Options(Path.of(value), folder, runs, starts, steady, jobs, seed, storm);
            case "--folder" -> new Options(jar, Path.of(value), runs, starts, steady, jobs, seed, storm);
            case "--runs" -> new Options(jar, folder, number(value), starts, steady, jobs, seed, storm);
            case "--starts" -> new Options(jar, folder, runs, number(value), steady, jobs, seed, storm);
            case "--seconds" ->
                new Options(jar, folder, runs, starts, Duration.ofSeconds(number(value)), jobs, seed, storm);
            case "--jobs" -> new Options(jar, folder, runs, starts, steady, number(value), seed, storm);
            case "--seed" -> new Options(jar, folder, runs, starts, steady, jobs, number(value), storm);
            case "--storm" -> new Options(jar, folder, runs, starts, steady, jobs, seed, number(value));
            default -> throw new IllegalArgumentException(name + " is not an option");
        };
    }

    private static int number(String value) {
        return Integer.parseInt(value);
    }
}
