package io.driftline.testing.backends;

import io.driftline.embedded.ChildProcess;
import io.driftline.embedded.FreePort;
import io.driftline.embedded.Probe;
import io.driftline.embedded.SupervisedProcess;
import io.driftline.testing.Certificates;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** One of Debian's servers with its own data folder, free port and guard; {@code process} is not yet started. */
record DebianServer(SupervisedProcess process, int port, Optional<Path> certificate) {
    private static final int GRACE_SECONDS = 5;

    DebianServer(SupervisedProcess process, int port) {
        this(process, port, Optional.empty());
    }

    static DebianServer mariaDb(Vertx vertx, Path root, String password)
            throws IOException, InterruptedException, GeneralSecurityException {
        Path tables = Path.of(
                System.getProperty("driftline.tables", root.resolve("mariadb").toString()));
        String asRoot = "--user=" + System.getProperty("user.name");
        // Servers that start at once with one such folder delete each other's temporary tables.
        var temporary = Map.of(
                "TMPDIR", Files.createDirectories(root.resolve("mariadb-tmp")).toString());
        install(
                root.resolve("mariadb-install.log"),
                temporary,
                List.of("mariadb-install-db", "--no-defaults", asRoot, "--datadir=" + tables, "--skip-test-db"));
        Path accounts = Files.writeString(root.resolve("accounts.sql"), accounts(password));
        int port = FreePort.find();
        var tls = Certificates.selfSigned(Files.createDirectories(root.resolve("mariadb-tls")));
        List<String> command = List.of(
                Files.isExecutable(Path.of("/usr/sbin/mariadbd")) ? "/usr/sbin/mariadbd" : "mariadbd",
                "--no-defaults",
                asRoot,
                "--datadir=" + tables,
                "--init-file=" + accounts,
                "--bind-address=127.0.0.1",
                "--port=" + port,
                "--socket=mariadb.sock",
                "--pid-file=mariadb.pid",
                "--skip-name-resolve",
                "--max-allowed-packet=128M",
                "--innodb-flush-log-at-trx-commit=1",
                "--ssl-cert=" + tls.certificate().toAbsolutePath(),
                "--ssl-key=" + tls.key().toAbsolutePath());
        var process = process(vertx, root, "database", command, temporary, Probe.greeting(port));
        return new DebianServer(process, port, Optional.of(tls.certificate()));
    }

    private static void install(Path log, Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        Process install = builder.start();
        if (!install.waitFor(2, TimeUnit.MINUTES) || install.exitValue() != 0) {
            throw new IllegalStateException(command.get(0) + " failed; " + log + " says why");
        }
    }

    private static String accounts(String password) {
        return """
                CREATE DATABASE IF NOT EXISTS driftline CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
                CREATE USER IF NOT EXISTS 'driftline'@'127.0.0.1' IDENTIFIED BY '%1$s';
                GRANT SELECT, INSERT, UPDATE, DELETE, CREATE TEMPORARY TABLES ON driftline.* TO 'driftline'@'127.0.0.1';
                CREATE USER IF NOT EXISTS 'driftline_owner'@'127.0.0.1' IDENTIFIED BY '%1$s';
                GRANT ALL PRIVILEGES ON `driftline%%`.* TO 'driftline_owner'@'127.0.0.1';
                """
                .formatted(password);
    }

    static DebianServer redis(Vertx vertx, Path root, String password) {
        int port = FreePort.find();
        List<String> command = List.of(
                "redis-server",
                "--bind",
                "127.0.0.1",
                "--port",
                Integer.toString(port),
                "--requirepass",
                password,
                "--save",
                "",
                "--maxmemory",
                "256mb",
                "--maxmemory-policy",
                "noeviction");
        Probe probe = new Probe(port, "PING\r\n", answer -> answer.startsWith("-NOAUTH"));
        return new DebianServer(process(vertx, root, "redis", command, Map.of(), probe), port);
    }

    /** Erlang's name server, which a broker would otherwise leave behind as a daemon. */
    static DebianServer nameServer(Vertx vertx, Path root) {
        int port = FreePort.find();
        List<String> command = List.of("epmd", "-address", "127.0.0.1", "-port", Integer.toString(port));
        // It answers nothing that is not asked in its own protocol, so hanging up on nonsense has to do.
        Probe probe = new Probe(port, "\u0000\u0001n", answer -> true);
        return new DebianServer(process(vertx, root, "epmd", command, Map.of(), probe), port);
    }

    static DebianServer rabbitMq(Vertx vertx, Path root, String password, int nameServerPort) throws IOException {
        int port = FreePort.find();
        Path home = Files.createDirectories(root.resolve("rabbitmq"));
        Files.writeString(
                home.resolve("rabbitmq.conf"),
                """
                listeners.tcp.1 = 127.0.0.1:%d
                default_user = driftline
                default_pass = %s
                vm_memory_high_watermark.absolute = 600MiB
                disk_free_limit.absolute = 50MB
                """
                        .formatted(port, password));
        Files.writeString(home.resolve("enabled_plugins"), "[].\n");
        Files.writeString(home.resolve("env.conf"), "");
        Map<String, String> environment = Map.ofEntries(
                Map.entry("HOME", home.toString()),
                Map.entry("RABBITMQ_NODENAME", "driftline" + port + "@localhost"),
                Map.entry("RABBITMQ_CONF_ENV_FILE", home.resolve("env.conf").toString()),
                Map.entry("RABBITMQ_CONFIG_FILE", home.resolve("rabbitmq.conf").toString()),
                Map.entry(
                        "RABBITMQ_ENABLED_PLUGINS_FILE",
                        home.resolve("enabled_plugins").toString()),
                Map.entry("RABBITMQ_MNESIA_BASE", home.resolve("mnesia").toString()),
                Map.entry("RABBITMQ_LOG_BASE", home.resolve("log").toString()),
                Map.entry("RABBITMQ_PID_FILE", home.resolve("pid").toString()),
                Map.entry("RABBITMQ_DIST_PORT", Integer.toString(FreePort.find())),
                Map.entry("ERL_EPMD_PORT", Integer.toString(nameServerPort)),
                Map.entry("ERL_EPMD_ADDRESS", "127.0.0.1"),
                Map.entry("RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS", "+S 1:1"));
        writeControl(home, environment);
        // Not the one on the path, which is a wrapper that changes the user and so loses the environment.
        List<String> command = List.of("/usr/lib/rabbitmq/bin/rabbitmq-server");
        Probe probe = new Probe(port, "AMQP\u0000\u0000\u0009\u0001", answer -> !answer.isEmpty());
        return new DebianServer(process(vertx, root, "broker", command, environment, probe), port);
    }

    /** {@code ctl}: rabbitmqctl for this very broker. */
    private static void writeControl(Path home, Map<String, String> environment) throws IOException {
        var script = new StringBuilder("#!/bin/sh\n");
        environment.forEach((name, value) ->
                script.append("export ").append(name).append("='").append(value).append("'\n"));
        script.append("exec /usr/lib/rabbitmq/bin/rabbitmqctl \"$@\"\n");
        Files.writeString(home.resolve("ctl"), script).toFile().setExecutable(true);
    }

    private static SupervisedProcess process(
            Vertx vertx, Path root, String name, List<String> command, Map<String, String> environment, Probe probe) {
        var program = new ChildProcess.Program(
                name,
                command,
                environment,
                root,
                root.resolve(name + ".log"),
                root.resolve(name + ".pid"),
                GRACE_SECONDS);
        return new SupervisedProcess(vertx, program, probe);
    }
}
