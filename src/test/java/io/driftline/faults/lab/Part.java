package io.driftline.faults.lab;

import io.driftline.embedded.ChildProcess;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A gateway or a worker: always on the same ports, started and ended as an experiment wants. */
public final class Part {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Lab lab;
    private final String name;
    private final int port;
    private final int operationsPort;
    private ChildProcess child;
    private boolean armed;

    /** @param operationsPort 0 for a worker */
    Part(Lab lab, String name, int port, int operationsPort) {
        this.lab = lab;
        this.name = name;
        this.port = port;
        this.operationsPort = operationsPort;
    }

    public String name() {
        return name;
    }

    public int port() {
        return port;
    }

    int operationsPort() {
        return operationsPort;
    }

    public boolean isGateway() {
        return operationsPort != 0;
    }

    public boolean isUp() {
        return child != null && !child.exit().isComplete();
    }

    /** Up or not, armed like this, and ready if up. */
    void ensure(boolean wanted, String points, boolean keep) throws IOException {
        if (!wanted) {
            stop();
            return;
        }
        if (!isUp() || armed || !points.isEmpty() || !keep) {
            stop();
            start(points);
        }
        awaitReady();
    }

    public void start(String points) throws IOException {
        start(points, Map.of());
    }

    /** With these in its environment beside what it needs. */
    public void start(String points, Map<String, String> more) throws IOException {
        Path folder = lab.folder();
        Map<String, String> environment = new HashMap<>(lab.environment(this, points));
        environment.putAll(more);
        var program = new ChildProcess.Program(
                name, lab.command(this, points), environment, folder, lab.log(name), folder.resolve(name + ".pid"), 10);
        armed = !points.isEmpty();
        child = ChildProcess.start(lab.vertx(), program);
    }

    public void awaitReady() {
        Waiting.on(Lab.readiness(this).await(lab.vertx(), PATIENCE, () -> !isUp()));
    }

    public boolean isReady() {
        return isUp()
                && Lab.readiness(this)
                        .await(lab.vertx(), Duration.ZERO, () -> true)
                        .transform(answer -> Future.succeededFuture(answer.succeeded()))
                        .toCompletionStage()
                        .toCompletableFuture()
                        .join();
    }

    /** What a gateway says of the parts that it needs, by name; nothing while it does not listen. */
    public JsonObject needed() {
        var health = URI.create("http://127.0.0.1:" + operationsPort + "/health/ready");
        try {
            var answer = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(health).build(), BodyHandlers.ofString());
            return new JsonObject(answer.body()).getJsonObject("dependencies");
        } catch (IOException notUp) {
            return new JsonObject();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return new JsonObject();
        }
    }

    /** Whether it says that a part does not do its work, for this reason. */
    public boolean misses(String part, String reason) {
        return needed().getJsonObject(part, new JsonObject())
                .getString("reason", "")
                .contains(reason);
    }

    public void kill() throws IOException {
        Signal.KILL.group(pid());
        awaitEnd(PATIENCE);
    }

    public void signal(Signal signal) throws IOException {
        signal.group(pid());
    }

    /** Asks it to end as a service manager does; how long that took. */
    public Duration terminate() throws IOException {
        long began = System.nanoTime();
        Signal.TERM.one(pid());
        awaitEnd(PATIENCE);
        return Duration.ofNanos(System.nanoTime() - began);
    }

    public int status() {
        return child.exit().result();
    }

    public boolean awaitEnd(Duration patience) {
        return Waiting.until(patience, () -> !isUp());
    }

    private long pid() throws IOException {
        return child.pid();
    }

    /** Resident memory of the program and its children in MiB; 0 when it is not up. */
    public long residentMiB() throws IOException {
        long kibibytes = 0;
        for (long process : processes()) {
            kibibytes += status(process).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .sum();
        }
        return kibibytes / 1_024;
    }

    /** Processor time that the program has used; its children not counted. */
    public Duration cpu() throws IOException {
        return ProcessHandle.of(pid())
                .flatMap(program -> program.info().totalCpuDuration())
                .orElse(Duration.ZERO);
    }

    /** Files and connections that the program and its children hold; 0 when it is not up. */
    public long openFiles() throws IOException {
        long files = 0;
        for (long process : processes()) {
            files += openFiles(process);
        }
        return files;
    }

    private List<Long> processes() throws IOException {
        if (!isUp()) {
            return List.of();
        }
        return ProcessHandle.of(pid())
                .map(program -> Stream.concat(Stream.of(program), program.descendants())
                        .map(ProcessHandle::pid)
                        .toList())
                .orElse(List.of());
    }

    private static List<String> status(long process) throws IOException {
        try {
            return Files.readAllLines(Path.of("/proc/" + process + "/status"));
        } catch (NoSuchFileException ended) {
            return List.of();
        }
    }

    private static long openFiles(long process) throws IOException {
        try (var files = Files.list(Path.of("/proc/" + process + "/fd"))) {
            return files.count();
        } catch (NoSuchFileException ended) {
            return 0;
        }
    }

    void stop() {
        if (child != null) {
            Waiting.on(child.stop());
        }
    }
}
