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
 */
record Options(Path jar, Path folder, int runs, int starts, Duration steady, int jobs, long seed) {

    static Options parse(String[] args) {
        var options = new Options(
                Path.of("target/driftline.jar"), Path.of("target/bench"), 3, 5, Duration.ofSeconds(60), 1_000, 1);
        for (int i = 0; i + 1 < args.length; i += 2) {
            options = options.with(args[i], args[i + 1]);
        }
        return options;
    }

    private Options with(String name, String value) {
        return switch (name) {
            case "--jar" -> new Options(Path.of(value), folder, runs, starts, steady, jobs, seed);
            case "--folder" -> new Options(jar, Path.of(value), runs, starts, steady, jobs, seed);
            case "--runs" -> new Options(jar, folder, number(value), starts, steady, jobs, seed);
            case "--starts" -> new Options(jar, folder, runs, number(value), steady, jobs, seed);
            case "--seconds" -> new Options(jar, folder, runs, starts, Duration.ofSeconds(number(value)), jobs, seed);
            case "--jobs" -> new Options(jar, folder, runs, starts, steady, number(value), seed);
            case "--seed" -> new Options(jar, folder, runs, starts, steady, jobs, number(value));
            default -> throw new IllegalArgumentException(name + " is not an option");
        };
    }

    private static int number(String value) {
        return Integer.parseInt(value);
    }
}
