package io.driftline.embedded;

import io.driftline.config.BrokerServer;
import io.driftline.config.Config;
import io.driftline.config.Secret;
import io.driftline.config.StartException;
import io.driftline.config.WorkerServers;
import io.vertx.core.Future;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One model worker: a Python process of this machine, started again whenever it dies. */
public final class EmbeddedWorker {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int GRACE_SECONDS = 2;

    private final SupervisedProcess process;
    private final String url;
    private final Secret token;

    private EmbeddedWorker(SupervisedProcess process, String url, Secret token) {
        this.process = process;
        this.url = url;
        this.token = token;
    }

    /** What a worker needs on disk before it can start. */
    public record Installation(Path python, Path sources, Path models) {}

    /** Installs what is missing; needs no other service, so that it can go on beside their start. */
    public static Future<Installation> prepare(Site site, Config config) {
        return site.blocking(() -> install(site, config.operations().tracing().enabled()));
    }

    private static Installation install(Site site, boolean traced) throws IOException, InterruptedException {
        Path worker = site.data().folder("worker");
        Path sources = worker.resolve("sources");
        if (!Resources.exist("worker/requirements.txt")) {
            throw new StartException("This build holds no model worker: build it again with src/main/python present.");
        }
        Resources.unpack("worker", sources, file -> true);
        Path models = new ModelRepository(site.data().folder("models")).unpack();
        Path python = new PythonEnvironment(
                        "worker",
                        site.settings().python(),
                        packages(sources, traced),
                        site.data().log("worker-setup"))
                .prepare(site.programs());
        return new Installation(python, sources, models);
    }

    private static List<Path> packages(Path sources, boolean traced) {
        var serving = sources.resolve("requirements.txt");
        return traced ? List.of(serving, sources.resolve("requirements-tracing.txt")) : List.of(serving);
    }

    /** Starts the worker against the Redis and the broker that {@code config} names. */
    public static Future<EmbeddedWorker> start(Site site, Installation installation, Config config) {
        int port = FreePort.find();
        Secret token = site.secrets().get("worker-token");
        var program = new ChildProcess.Program(
                "worker",
                List.of(installation.python().toString(), "-m", "driftline_worker", "--bind", "127.0.0.1:" + port),
                environment(installation, config, token),
                site.data().folder("worker"),
                site.data().log("worker"),
                site.data().pidFile("worker"),
                GRACE_SECONDS);
        var process = new SupervisedProcess(site.vertx(), program, Probe.http(port, "/health/live"));
        var worker = new EmbeddedWorker(process, "http://127.0.0.1:" + port, token);
        return process.start(PATIENCE).map(worker);
    }

    /** What a worker of these servers is told by its environment. */
    public static Map<String, String> environment(Installation installation, Config config, Secret token) {
        var tracing = config.operations().tracing();
        Map<String, String> environment = new HashMap<>(Map.of(
                "PYTHONPATH", installation.sources().toString(),
                "PYTHONUNBUFFERED", "1",
                "DRIFTLINE_REDIS_URL", config.redis().uri().value(),
                "DRIFTLINE_AMQP_URL", amqpUrl(config.broker()),
                "DRIFTLINE_MODELS", installation.models().toString(),
                "DRIFTLINE_WORKER_SLOTS", Integer.toString(config.embedded().workerSlots()),
                "DRIFTLINE_WORKER_BACKLOG", Integer.toString(config.embedded().workerBacklog()),
                "DRIFTLINE_WORKER_TOKEN", token.value(),
                "DRIFTLINE_WORKER_ID", "embedded"));
        environment.put("DRIFTLINE_WORKER_TRACING", Boolean.toString(tracing.enabled()));
        if (tracing.endpoint() != null) {
            environment.put("DRIFTLINE_WORKER_TRACING_ENDPOINT", tracing.endpoint());
        }
        return environment;
    }

    private static String amqpUrl(BrokerServer broker) {
        return "amqp://" + encoded(broker.user()) + ":"
                + encoded(broker.password().value()) + "@" + broker.host() + ":" + broker.port() + "/"
                + encoded(broker.virtualHost());
    }

    private static String encoded(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8);
    }

    public WorkerServers settings(Duration requestTimeout) {
        return WorkerServers.one(url, token, requestTimeout, null);
    }

    public SupervisedProcess process() {
        return process;
    }
}
