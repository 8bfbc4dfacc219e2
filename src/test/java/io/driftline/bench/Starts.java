package io.driftline.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;

/** How long it takes to start and to stop. */
final class Starts {
    private static final double WARM_START_SECONDS = 10;

    private final Options options;
    private final Path data;
    private final Path programs;
    private final List<Double> cold = new ArrayList<>();
    private final List<Double> warm = new ArrayList<>();
    private final List<Double> stops = new ArrayList<>();
    private final List<Double> left = new ArrayList<>();

    Starts(Options options, Path data, Path programs) {
        this.options = options;
        this.data = data;
        this.programs = programs;
    }

    void measure() throws IOException, InterruptedException, TimeoutException {
        Folders.delete(data);
        startAndStop(cold);
        for (int i = 0; i < options.starts(); i++) {
            startAndStop(warm);
        }
    }

    private void startAndStop(List<Double> times) throws IOException, InterruptedException, TimeoutException {
        var gateway = Gateway.start(options, data, programs);
        times.add(gateway.startedIn().toMillis() / 1e3);
        add(gateway.stop());
    }

    private void add(Gateway.Stopped stopped) {
        if (stopped.status() != 0) {
            throw new IllegalStateException("the service ended with status " + stopped.status());
        }
        stops.add(stopped.took().toMillis() / 1e3);
        left.add((double) stopped.left());
    }

    void report(Report report) {
        report.section("Start and stop");
        report.head();
        report.row("cold start: fresh data, programs unpacked before", "s", cold);
        report.atMost("warm start to ready", "s", warm, WARM_START_SECONDS);
        report.row("stop after SIGTERM", "s", stops);
        report.none("processes left 5 s after the end", left);
    }
}
