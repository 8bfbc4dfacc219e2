package io.driftline.faults;

import static io.driftline.faults.Experiment.fault;

import io.driftline.faults.lab.Waiting;
import java.time.Duration;
import java.util.List;

/** Computations that do not end: native code cannot be interrupted, so only another process goes on. */
final class HungWork {
    private static final Duration NOTICED = Duration.ofSeconds(30);
    private static final Duration REPLACED = Duration.ofSeconds(60);

    private HungWork() {}

    static void add(List<Experiment> all) {
        all.add(fault("F46", "a computation of the only worker never returns", 30, HungWork::replaced)
                .workerAt("NETWORK_RUNS:hang@40"));
        all.add(fault(
                        "F46-seized",
                        "a computation of the only worker never returns, and keeps the interpreter's lock",
                        30,
                        HungWork::replaced)
                .workerAt("NETWORK_RUNS:seize@40"));
    }

    private static void replaced(Run run) {
        var worker = run.lab().worker();
        run.require(
                Waiting.until(NOTICED, () -> !worker.isReady()),
                "a worker whose computation hangs called itself ready for 30 s");
        // What comes in while nobody works is not what is measured.
        run.crowd().end();
        run.require(Waiting.until(REPLACED, worker::isReady), "the worker was not replaced in 60 s");
        run.lifted();
        run.crowd().begin(Faults.EVERY);
    }
}
