package io.driftline.testing;

import io.driftline.config.Config;
import io.driftline.embedded.EmbeddedWorker;
import io.driftline.embedded.FreePort;
import io.driftline.embedded.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A worker beside the stack's own, which nobody lists: it announces itself to the stack's gateway. */
public final class WorkerProcess implements AutoCloseable {
    private static final Path FOLDER = Folders.ofTests("announced-workers");

    private final Process process;
    private final String url;

    private WorkerProcess(Process process, String url) {
        this.process = process;
        this.url = url;
    }

    /** What workers run from; made once for several. */
    public static EmbeddedWorker.Installation installation(Stack stack) {
        var config = TestConfig.in(FOLDER);
        var site = Running.await(Site.open(stack.vertx(), config.embedded()));
        return Running.await(EmbeddedWorker.prepare(site, config).eventually(site::close));
    }

    /** In a process group of its own. */
    public static WorkerProcess start(
            Stack stack, EmbeddedWorker.Installation installation, String id, Map<String, String> further)
            throws IOException {
        int port = FreePort.find();
        Config config = stack.config();
        var builder = new ProcessBuilder(List.of(
                        "setsid",
                        installation.python().toString(),
                        "-m",
                        "driftline_worker",
                        "--bind",
                        "0.0.0.0:" + port))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        Files.createDirectories(FOLDER).resolve(id + ".log").toFile()));
        builder.environment()
                .putAll(EmbeddedWorker.environment(
                        installation, config, config.workers().token()));
        builder.environment().put("DRIFTLINE_WORKER_ID", id);
        builder.environment().put("DRIFTLINE_GATEWAY_URL", "http://127.0.0.1:" + stack.operationsPort());
        builder.environment().putAll(further);
        return new WorkerProcess(builder.start(), "http://127.0.0.1:" + port);
    }

    /** Where gateways call it. */
    public String url() {
        return url;
    }

    /** Tells it to stop. */
    public void terminate() throws IOException, InterruptedException {
        Signals.sendToOne("TERM", process.pid());
    }

    /** Ends it as a machine does that loses its power. */
    public void kill() throws IOException, InterruptedException {
        Signals.send("KILL", process.pid());
    }

    /** Its exit status, once it has ended. */
    public int awaitExit() throws InterruptedException {
        if (!process.waitFor(Patience.LONG.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("it does not end");
        }
        return process.exitValue();
    }

    @Override
    public void close() throws IOException {
        try {
            if (process.isAlive()) {
                kill();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
