package io.driftline.bench;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeoutException;

/** Measures the built jar and writes the report. */
public final class Bench {
    private final Options options;
    private final Path programs;
    private final Report report = new Report();

    private Bench(Options options) {
        this.options = options;
        this.programs = options.folder().resolve("programs");
    }

    public static void main(String[] args) throws IOException, InterruptedException, TimeoutException {
        var options = Options.parse(args);
        var report = new Bench(options).run();
        Files.writeString(options.folder().resolve("report.md"), report);
        System.out.print(report);
        System.exit(0);
    }

    private String run() throws IOException, InterruptedException, TimeoutException {
        head();
        Path data = options.folder().resolve("data");
        prepare(data);
        if (options.storm() > 0) {
            storm(data);
            return report.toString();
        }
        if (options.starts() > 0) {
            var starts = new Starts(options, data, programs);
            starts.measure();
            starts.report(report);
        }
        if (options.runs() > 0) {
            loads(data);
        }
        return report.toString();
    }

    private void head() throws IOException {
        report.line("# Benchmark");
        report.line("");
        report.line("- " + Instant.now().truncatedTo(ChronoUnit.SECONDS) + ", load average before: " + Machine.load());
        report.line("- " + Machine.describe());
        report.line("- Java " + System.getProperty("java.vm.version") + "; Driftline "
                + System.getProperty("bench.version", "unknown") + "; embedded default, -Xmx" + Gateway.HEAP_MIB
                + "m; everything, this program too, on this machine's loopback interface");
        if (options.storm() > 0) {
            return;
        }
        report.line("- " + options.runs() + " runs of each load after a warm-up of 50 jobs, pairs made with seed "
                + options.seed());
    }

    /** Unpacks programs and Python packages first, so that no measured start has to. */
    private void prepare(Path data) throws IOException, InterruptedException, TimeoutException {
        Folders.delete(data);
        Gateway.start(options, data, programs).stop();
    }

    private void storm(Path data) throws IOException, InterruptedException, TimeoutException {
        var vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        try {
            var storm = new Storm(options, vertx, data, programs);
            storm.measure();
            storm.report(report);
        } finally {
            vertx.close();
        }
    }

    private void loads(Path data) throws IOException, InterruptedException, TimeoutException {
        var vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        var gateway = Gateway.start(options, data, programs);
        try {
            var loads = new Loads(options, vertx, gateway);
            loads.measure();
            loads.report(report);
            Memory.report(report, gateway);
        } finally {
            gateway.stop();
            vertx.close();
        }
    }
}
