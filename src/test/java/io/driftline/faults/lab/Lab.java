package io.driftline.faults.lab;

import io.driftline.config.Config;
import io.driftline.embedded.EmbeddedWorker;
import io.driftline.embedded.FreePort;
import io.driftline.embedded.Probe;
import io.driftline.embedded.Site;
import io.driftline.embedded.SupervisedProcess;
import io.driftline.testing.Folders;
import io.driftline.testing.TestConfig;
import io.driftline.testing.backends.Backends;
import io.driftline.testing.client.TcpLine;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Everything that runs: Debian's servers, gateways and workers, each a process of its own on the loopback interface. */
public final class Lab implements AutoCloseable {
    static final String WORKER_TOKEN = "for-faults-only";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Fewer than a gateway has for more people than a crowd: what waits for a row must not take them all. */
    private static final int CONNECTIONS = 8;

    private final Vertx vertx;
    private final Path folder;
    private final Path jar;
    private final Backends backends;
    private final EmbeddedWorker.Installation installation;
    private final List<Part> gateways = new ArrayList<>();
    private final List<Part> workers = new ArrayList<>();
    private List<String> workerUrls = List.of();
    private Path patched;
    private final TcpLine line;
    private boolean byLine;
    private boolean moved;
    private String further = "";

    /** With tables on a disk that can be filled. */
    public Lab(Vertx vertx, Path folder, Path jar) throws IOException {
        this(vertx, folder, jar, SmallDisk.mount(Files.createDirectories(folder).toAbsolutePath()));
    }

    /** With tables in a folder of the machine's disk, for measurements that write more than the small one holds. */
    public static Lab withRoom(Vertx vertx, Path folder, Path jar) throws IOException {
        Path tables = Files.createDirectories(folder).toAbsolutePath().resolve("mariadb");
        Folders.fresh(tables);
        return new Lab(vertx, folder, jar, tables);
    }

    private Lab(Vertx vertx, Path folder, Path jar, Path tables) throws IOException {
        this.vertx = vertx;
        this.folder = Files.createDirectories(folder).toAbsolutePath();
        this.jar = jar.toAbsolutePath();
        System.setProperty("driftline.tests", "lab");
        System.setProperty("driftline.backends", "debian");
        System.setProperty("driftline.tables", tables.toString());
        this.backends = Waiting.on(Backends.start(vertx));
        this.line = Waiting.on(TcpLine.to(vertx, config().database().port()));
        this.installation = Waiting.on(
                Site.open(vertx, TestConfig.in(folder.resolve("site")).embedded())
                        .compose(site -> EmbeddedWorker.prepare(site, config())));
    }

    /** Runs what follows with classes and worker of a changed tree in front of the jar's; null: the jar as it is. */
    public void patch(Path tree) {
        stopParts();
        patched = tree == null ? null : tree.toAbsolutePath();
    }

    /** Has gateways that are started from now on go by these settings as well, a section of their file in each line. */
    public void configure(String yaml) {
        further = yaml;
    }

    public Vertx vertx() {
        return vertx;
    }

    public Config config() {
        return backends.config();
    }

    public List<Part> gateways() {
        return gateways;
    }

    List<Part> workers() {
        return workers;
    }

    public List<Part> parts() {
        return Stream.concat(gateways.stream(), workers.stream()).toList();
    }

    public Part gateway() {
        return gateways.get(0);
    }

    public Part worker() {
        return workers.get(0);
    }

    /**
     * So many gateways and workers, up and ready; those that run already and are not armed stay.
     *
     * @param extraUrl an address beside the workers' own, or null
     */
    public void provide(int gatewayCount, int workerCount, String gatewayPoints, String workerPoints, String extraUrl)
            throws IOException {
        while (workers.size() < workerCount) {
            workers.add(new Part(this, "worker-" + workers.size(), FreePort.find(), 0));
        }
        List<String> urls = new ArrayList<>();
        workers.subList(0, workerCount).forEach(worker -> urls.add("http://127.0.0.1:" + worker.port()));
        if (extraUrl != null) {
            urls.add(0, extraUrl);
        }
        for (int i = 0; i < workers.size(); i++) {
            workers.get(i).ensure(i < workerCount, i == 0 ? workerPoints : "", true);
        }
        boolean same = urls.equals(workerUrls) && !moved;
        moved = false;
        workerUrls = List.copyOf(urls);
        while (gateways.size() < gatewayCount) {
            gateways.add(new Part(this, "gateway-" + gateways.size(), FreePort.find(), FreePort.find()));
        }
        for (int i = 0; i < gateways.size(); i++) {
            gateways.get(i).ensure(i < gatewayCount, i == 0 ? gatewayPoints : "", same);
        }
    }

    /** The servers {@code database}, {@code redis} and {@code broker}. */
    public SupervisedProcess server(String name) {
        return backends.process(name);
    }

    /** Kills a server and keeps it down. */
    public void killServer(String name) throws IOException {
        long pid = server(name).pid();
        var stopped = server(name).stop();
        Signal.KILL.group(pid);
        Waiting.on(stopped);
    }

    public void stopServer(String name) {
        Waiting.on(server(name).stop());
    }

    public void startServer(String name) {
        Waiting.on(server(name).start(PATIENCE));
    }

    /** Has the broker's own tool tell the broker this. */
    public void controlBroker(String... command) throws IOException {
        List<String> whole = new ArrayList<>(List.of(Backends.brokerControl().toString()));
        whole.addAll(List.of(command));
        var ended = new ProcessBuilder(whole)
                .redirectErrorStream(true)
                .redirectOutput(log("rabbitmqctl").toFile())
                .start()
                .onExit()
                .join();
        if (ended.exitValue() != 0) {
            throw new IllegalStateException(whole + " failed; " + log("rabbitmqctl") + " says why");
        }
    }

    /** Whether gateways go to the database by a line that can be clogged; they are started again if it changes. */
    public void route(boolean wanted) {
        moved |= wanted != byLine;
        byLine = wanted;
    }

    public TcpLine databaseLine() {
        return line;
    }

    /** Where the database keeps its tables. */
    public Path tables() {
        return Path.of(System.getProperty("driftline.tables"));
    }

    public Connection connect() throws SQLException {
        var database = config().database();
        return DriverManager.getConnection(
                "jdbc:mariadb://127.0.0.1:" + database.port() + "/" + database.name(),
                database.user(),
                database.password().value());
    }

    /** As the account that migrations run as. */
    public void changeTables(List<String> statements) throws SQLException {
        var database = config().database();
        try (var connection = DriverManager.getConnection(
                        "jdbc:mariadb://127.0.0.1:" + database.port() + "/" + database.name(),
                        "driftline_owner",
                        database.password().value());
                var statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }

    public Path log(String name) {
        return folder.resolve(name + ".log");
    }

    Path folder() {
        return folder;
    }

    List<String> command(Part part, String points) throws IOException {
        if (!part.isGateway()) {
            return List.of(
                    installation.python().toString(), "-m", "driftline_worker", "--bind", "127.0.0.1:" + part.port());
        }
        Path file = Files.writeString(folder.resolve(part.name() + ".yaml"), settings(part));
        String classes = patched == null ? jar.toString() : patched.resolve("classes") + ":" + jar;
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m", "-XX:+UseSerialGC"));
        if (!points.isEmpty()) {
            command.addAll(List.of("-Ddriftline.test=true", "-Ddriftline.failpoints=" + points));
        }
        command.addAll(List.of("-cp", classes, "io.driftline.Main", "serve", "--config", file.toString()));
        return command;
    }

    private String settings(Part part) {
        var config = config();
        var yaml = new StringBuilder();
        yaml.append("server: {host: 127.0.0.1, port: ").append(part.port()).append("}\n");
        yaml.append("operations: {host: 127.0.0.1, port: ")
                .append(part.operationsPort())
                .append("}\n");
        yaml.append("embedded: {enabled: false}\n");
        yaml.append("accounts: {signUpsPerHour: 100000, signInsPerMinute: 100000}\n");
        yaml.append("database: {host: 127.0.0.1, port: ")
                .append(byLine ? line.port() : config.database().port())
                .append(", name: driftline, user: driftline, poolSize: ")
                .append(CONNECTIONS)
                .append(", migration: {user: driftline_owner}}\n");
        yaml.append("broker: {host: 127.0.0.1, port: ")
                .append(config.broker().port())
                .append(", user: driftline, dialect: rabbitmq}\n");
        yaml.append(further);
        yaml.append("workers: {urls: [").append(String.join(", ", workerUrls)).append("]}\n");
        return yaml.toString();
    }

    Map<String, String> environment(Part part, String points) {
        var config = config();
        Map<String, String> values = new LinkedHashMap<>();
        if (part.isGateway()) {
            values.put(
                    "DRIFTLINE_DATABASE_PASSWORD", config.database().password().value());
            values.put(
                    "DRIFTLINE_DATABASE_MIGRATION_PASSWORD",
                    config.database().password().value());
            values.put("DRIFTLINE_REDIS_URI", config.redis().uri().value());
            values.put("DRIFTLINE_BROKER_PASSWORD", config.broker().password().value());
            values.put("DRIFTLINE_WORKERS_TOKEN", WORKER_TOKEN);
            values.put("DRIFTLINE_KEYS_SESSION", config.keys().session().value());
            values.put("DRIFTLINE_KEYS_STATUS", config.keys().status().value());
            return values;
        }
        Path sources = patched == null ? installation.sources() : patched.resolve("src/main/python");
        values.put("PYTHONPATH", sources.toString());
        values.put("PYTHONUNBUFFERED", "1");
        values.put("DRIFTLINE_REDIS_URL", config.redis().uri().value());
        values.put("DRIFTLINE_AMQP_URL", amqpUrl());
        values.put("DRIFTLINE_MODELS", installation.models().toString());
        values.put("DRIFTLINE_WORKER_TOKEN", WORKER_TOKEN);
        values.put("DRIFTLINE_WORKER_ID", part.name());
        if (!points.isEmpty()) {
            values.put("DRIFTLINE_TEST", "true");
            values.put("DRIFTLINE_FAILPOINTS", points);
        }
        return values;
    }

    private String amqpUrl() {
        var broker = config().broker();
        return "amqp://" + broker.user() + ":" + broker.password().value() + "@127.0.0.1:" + broker.port() + "/"
                + URLEncoder.encode(broker.virtualHost(), StandardCharsets.UTF_8);
    }

    public static Probe readiness(Part part) {
        return part.isGateway()
                ? Probe.http(part.operationsPort(), "/health/ready")
                : Probe.http(part.port(), "/health/ready");
    }

    private void stopParts() {
        gateways.forEach(Part::stop);
        workers.forEach(Part::stop);
    }

    @Override
    public void close() {
        stopParts();
        Waiting.on(line.close());
        Waiting.on(backends.stop());
        SmallDisk.unmount(folder);
    }
}
