package io.driftline.bench;

import java.io.IOException;
import java.util.List;

/** What the service holds, read while it runs. */
final class Memory {
    private static final double HEAP_MIB = 256;
    private static final double MIB = 1 << 20;

    private Memory() {}

    static void report(Report report, Gateway gateway) throws IOException, InterruptedException {
        var metrics = Scrape.of(gateway.operationsPort());
        report.section("Memory after the loads");
        report.head();
        report.row("gateway heap used", "MiB", heap(metrics, "jvm_memory_used_bytes"));
        report.row(
                "gateway heap live after the last full collection",
                "MiB",
                heap(metrics, "jvm_gc_live_data_size_bytes"));
        report.atMost("gateway heap limit (-Xmx)", "MiB", List.of((double) Gateway.HEAP_MIB), HEAP_MIB);
        gateway.processes()
                .resident()
                .forEach((kind, resident) -> report.row("resident: " + kind, "MiB", List.of(resident)));
        report.row(
                "longest pause for collection lately",
                "ms",
                List.of(1e3 * metrics.sum("jvm_gc_pause_seconds_max", "")));
    }

    private static List<Double> heap(Scrape metrics, String meter) {
        return List.of(metrics.sum(meter, meter.contains("memory") ? "area=\"heap\"" : "") / MIB);
    }
}
