package io.driftline.bench;

import io.driftline.embedded.FreePort;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The jar, running in a process of its own with the heap, the collector and the shared classes that {@code scripts/run} gives it. */
final class Gateway {
    static final int HEAP_MIB = 256;

    private static final String READY = "Driftline is ready: ";
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Process process;
    private final int port;
    private final int operationsPort;
    private final Duration startedIn;

    private Gateway(Process process, int port, int operationsPort, Duration startedIn) {
        this.process = process;
        this.port = port;
        this.operationsPort = operationsPort;
        this.startedIn = startedIn;
    }

    /** How long the end took, and how many of its processes were still there 5 s later. */
    record Stopped(Duration took, int status, long left) {}

    /**
     * Starts it and waits until it says that it is ready.
     *
     * @param programs unpacked programs and the worker's Python packages; made when absent, which takes minutes
     */
    static Gateway start(Options options, Path data, Path programs)
            throws IOException, InterruptedException, TimeoutException {
        return start(options, data, programs, 0);
    }

    /** @param port 0 for a free one */
    static Gateway start(Options options, Path data, Path programs, int port)
            throws IOException, InterruptedException, TimeoutException {
        Files.createDirectories(options.folder());
        int operationsPort = FreePort.find();
        var builder = new ProcessBuilder(command(options, data, port))
                .redirectError(ProcessBuilder.Redirect.appendTo(
                        options.folder().resolve("gateway.log").toFile()));
        builder.environment().put("DRIFTLINE_OPERATIONS_PORT", Integer.toString(operationsPort));
        builder.environment()
                .put("DRIFTLINE_EMBEDDED_PROGRAMS", programs.toAbsolutePath().toString());
        // All its users are one network.
        builder.environment().put("DRIFTLINE_ACCOUNTS_SIGN_UPS_PER_HOUR", "100000");
        long began = System.nanoTime();
        Process process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        int bound = awaitReady(process);
        return new Gateway(process, bound, operationsPort, Duration.ofNanos(System.nanoTime() - began));
    }

    private static List<String> command(Options options, Path data, int port) throws IOException {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + HEAP_MIB + "m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                sharedClasses(options.folder().resolve("driftline.jsa"), options.jar()),
                "-Xlog:cds=off",
                "-Xlog:cds+dynamic=off",
                "-jar",
                options.jar().toString(),
                "serve",
                "--port",
                Integer.toString(port),
                "--data",
                data.toString());
    }

    /** As in {@code scripts/run}: the first stop leaves a file, and later starts map from it what they load. */
    private static String sharedClasses(Path file, Path jar) throws IOException {
        boolean made =
                Files.exists(file) && Files.getLastModifiedTime(file).compareTo(Files.getLastModifiedTime(jar)) > 0;
        return (made ? "-XX:SharedArchiveFile=" : "-XX:ArchiveClassesAtExit=") + file;
    }

    private static int awaitReady(Process process) throws InterruptedException, TimeoutException {
        var lines = process.inputReader(StandardCharsets.UTF_8);
        var ready = CompletableFuture.supplyAsync(() -> lines.lines()
                .filter(line -> line.startsWith(READY))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the service ended; gateway.log says why")));
        try {
            String address = ready.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            return Integer.parseInt(
                    address.substring(address.lastIndexOf(':') + 1).strip());
        } catch (ExecutionException failed) {
            throw new IllegalStateException(failed.getCause());
        } catch (TimeoutException late) {
            process.destroy();
            throw late;
        }
    }

    int port() {
        return port;
    }

    int operationsPort() {
        return operationsPort;
    }

    Duration startedIn() {
        return startedIn;
    }

    Processes processes() {
        return new Processes(process.toHandle());
    }

    /** Asks it to end as Ctrl-C does. */
    Stopped stop() throws InterruptedException {
        var children = process.descendants().toList();
        long began = System.nanoTime();
        process.destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
        var took = Duration.ofNanos(System.nanoTime() - began);
        return new Stopped(took, process.exitValue(), stillAlive(children));
    }

    private static long stillAlive(List<ProcessHandle> children) throws InterruptedException {
        var ends = CompletableFuture.allOf(
                children.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new));
        try {
            ends.get(5, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException counted) {
            return children.stream().filter(ProcessHandle::isAlive).count();
        }
        return 0;
    }
}
