package io.driftline.bombs;

import io.driftline.embedded.FreePort;
import io.driftline.testing.TestConfig;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** The service as {@code scripts/run} starts it: 256 MiB of heap, and an end at the first lack of memory. */
final class Gateway {
    private static final Duration START = Duration.ofMinutes(4);
    private static final String READY = "Driftline is ready: ";

    private final Process process;
    private final Path folder;
    private final int operationsPort;
    private final HttpClient http = HttpClient.newHttpClient();

    Gateway(Path folder) throws IOException {
        this.folder = folder;
        operationsPort = FreePort.find();
        var builder = new ProcessBuilder(
                        program("java"),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.driftline.Main",
                        "serve",
                        "--data",
                        folder.resolve("data").toString())
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile());
        var environment = builder.environment();
        environment.put("DRIFTLINE_SERVER_PORT", "0");
        environment.put("DRIFTLINE_OPERATIONS_PORT", Integer.toString(operationsPort));
        environment.put(
                "DRIFTLINE_EMBEDDED_PROGRAMS",
                TestConfig.PROGRAMS.toAbsolutePath().toString());
        process = builder.start();
        Awaitility.await().atMost(START).until(() -> !process.isAlive() || said().contains(READY));
        if (!process.isAlive()) {
            throw new IllegalStateException("it does not start: " + Files.readString(folder.resolve("err")));
        }
    }

    /** Such as {@code http://127.0.0.1:8080}. */
    String address() throws IOException {
        return said().substring(READY.length()).strip();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** MiB of heap that are in use once all that is not has been cleared away. */
    long heapMib() throws IOException, InterruptedException {
        var clearing = new ProcessBuilder(program("jcmd"), Long.toString(process.pid()), "GC.run")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        clearing.waitFor(30, TimeUnit.SECONDS);
        var metrics = http.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + operationsPort + "/metrics"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
        double bytes = metrics.lines()
                .filter(line -> line.startsWith("jvm_memory_used_bytes") && line.contains("area=\"heap\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
        return Math.round(bytes / (1 << 20));
    }

    /** What it has logged of faults of its own. */
    String errors() throws IOException {
        return String.join(
                "\n",
                Files.readAllLines(folder.resolve("err")).stream()
                        .filter(line -> line.contains(" ERROR ProblemHandler ") || line.contains("OutOfMemoryError"))
                        .toList());
    }

    void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }

    private String said() throws IOException {
        return Files.readString(folder.resolve("out"));
    }

    static String program(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }
}
