package io.driftline.bench;

import io.driftline.bench.load.Traces;
import io.driftline.bench.load.Traces.Trace;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * One run of a load.
 *
 * @param cpu milliseconds of CPU for one job, by kind of process; {@code bench} is this program
 * @param worker mean milliseconds of a stage inside the worker
 */
record Measured(Traces traces, String loadBefore, Map<String, Double> cpu, Map<String, Double> worker) {

    double percentile(double percent, ToDoubleFunction<Trace> micros) {
        return traces.percentile(percent, micros);
    }

    static Map<String, Double> perJob(Map<String, Duration> before, Map<String, Duration> after, int jobs) {
        Map<String, Double> used = new TreeMap<>();
        after.forEach((kind, time) -> used.put(
                kind,
                (double) time.minus(before.getOrDefault(kind, Duration.ZERO)).toMillis() / jobs));
        return used;
    }

    static Map<String, Double> stages(Scrape before, Scrape after) {
        Map<String, Double> means = new TreeMap<>();
        for (String stage : List.of("checking", "encoding", "predicting", "result")) {
            String label = "stage=\"" + stage + "\"";
            String meter = "driftline_worker_stage_seconds";
            double count = after.sum(meter + "_count", label) - before.sum(meter + "_count", label);
            double sum = after.sum(meter + "_sum", label) - before.sum(meter + "_sum", label);
            means.put(stage, count == 0 ? 0 : 1e3 * sum / count);
        }
        return means;
    }
}
