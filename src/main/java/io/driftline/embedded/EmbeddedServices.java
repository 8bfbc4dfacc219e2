package io.driftline.embedded;

import io.driftline.config.Config;
import io.driftline.config.DatabaseServer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** All embedded services together: started side by side, stopped in the order that loses nothing. */
public final class EmbeddedServices {
    private final Site site;
    private final Config given;
    private @Nullable EmbeddedDatabase database;
    private @Nullable EmbeddedRedis redis;
    private @Nullable EmbeddedBroker broker;
    private @Nullable EmbeddedWorker worker;
    private @Nullable Config config;

    private EmbeddedServices(Site site, Config given) {
        this.site = site;
        this.given = given;
    }

    /**
     * Starts everything that {@code config} leaves to this machine. Fails with a {@code StartException} if the machine,
     * its Python or the data folder does not allow it; what had started is then stopped again.
     */
    public static Future<EmbeddedServices> start(Vertx vertx, Config config) {
        return begin(vertx, config, EmbeddedServices::startAll);
    }

    /** The same without a worker, for those who add it later or bring their own. */
    public static Future<EmbeddedServices> startWithoutWorker(Vertx vertx, Config config) {
        return begin(vertx, config, EmbeddedServices::startServers);
    }

    /** The database alone, which {@link #config} then names. */
    public static Future<EmbeddedServices> startDatabase(Vertx vertx, Config config) {
        return begin(vertx, config, EmbeddedServices::startDatabaseAlone);
    }

    private Future<Void> startDatabaseAlone() {
        return EmbeddedDatabase.start(site)
                .onSuccess(started -> {
                    database = started;
                    config = given.with(started.settings(given.database()));
                })
                .mapEmpty();
    }

    /** Whether the data folder has a database. */
    public static boolean hasDatabase(Path data) {
        return Files.isDirectory(data.resolve("mariadb"));
    }

    /** The database of the service that another process runs on this data folder; empty if none does. Blocks. */
    public static Optional<DatabaseServer> runningDatabase(Config config) throws IOException {
        Path data = config.embedded().data();
        return DataFolder.isHeld(data)
                ? Optional.of(EmbeddedDatabase.running(data, config.database()))
                : Optional.empty();
    }

    /** The folder of the database's client programs, unpacked now if they are not there. Blocks. */
    public static Path databaseClients(Config config) throws IOException {
        return EmbeddedDatabase.clients(Programs.of(config.embedded()));
    }

    /** Fails with a {@code StartException} if this jar or this machine cannot have them. */
    public static void requireMachine() {
        Platform.requireServers();
        Platform.requireLinuxOnX86();
    }

    private interface Start {
        Future<Void> of(EmbeddedServices services);
    }

    private static Future<EmbeddedServices> begin(Vertx vertx, Config config, Start start) {
        try {
            requireMachine();
        } catch (RuntimeException refused) {
            return Future.failedFuture(refused);
        }
        return Site.open(vertx, config.embedded())
                .map(site -> new EmbeddedServices(site, config))
                .compose(services -> start.of(services).map(services).recover(failure -> services.stop()
                        .transform(ignored -> Future.failedFuture(failure))));
    }

    private Future<Void> startAll() {
        Future<EmbeddedWorker.Installation> installation = EmbeddedWorker.prepare(site, given);
        // Joined, so that on a failure nothing is still starting while the rest is being stopped.
        return Future.join(startServers(), installation)
                .compose(ignored -> EmbeddedWorker.start(site, installation.result(), config()))
                .onSuccess(this::remember)
                .mapEmpty();
    }

    /** Adds the worker to servers that were started without one. */
    public Future<Void> startWorker() {
        return EmbeddedWorker.prepare(site, given)
                .compose(installation -> EmbeddedWorker.start(site, installation, config()))
                .onSuccess(this::remember)
                .mapEmpty();
    }

    private void remember(EmbeddedWorker started) {
        worker = started;
        config = config().with(started.settings(given.workers().requestTimeout()));
    }

    private Future<Void> startServers() {
        return Future.join(
                        EmbeddedDatabase.start(site).onSuccess(started -> database = started),
                        EmbeddedRedis.start(site).onSuccess(started -> redis = started),
                        EmbeddedBroker.start(site).onSuccess(started -> broker = started))
                .onSuccess(ignored -> config = withServers())
                .mapEmpty();
    }

    private Config withServers() {
        return given.with(
                Objects.requireNonNull(database).settings(given.database()),
                Objects.requireNonNull(redis).settings(),
                Objects.requireNonNull(broker).settings(),
                new Config.Keys(
                        site.secrets().get("session-key"), site.secrets().get("status-key")));
    }

    /** The given settings with the real addresses and the generated secrets in them. */
    public Config config() {
        return Objects.requireNonNull(config, "not started");
    }

    /** The worker first, so that its last words still find a broker; then the rest; the data folder last. */
    public Future<Void> stop() {
        EmbeddedWorker startedWorker = worker;
        Future<Void> workerStopped = startedWorker == null
                ? Future.succeededFuture()
                : startedWorker.process().stop();
        return workerStopped.eventually(() -> Future.join(stopServers())).eventually(site::close);
    }

    private List<Future<?>> stopServers() {
        List<Supplier<Future<Void>>> stops = new ArrayList<>();
        if (broker != null) {
            stops.add(broker::stop);
        }
        if (redis != null) {
            stops.add(redis.process()::stop);
        }
        if (database != null) {
            stops.add(database.process()::stop);
        }
        List<Future<?>> stopped = new ArrayList<>();
        stops.forEach(stop -> stopped.add(stop.get()));
        return stopped;
    }

    /** The process of the database, Redis or the worker, for those who kill it on purpose. */
    public SupervisedProcess process(String name) {
        return switch (name) {
            case "database" -> Objects.requireNonNull(database).process();
            case "redis" -> Objects.requireNonNull(redis).process();
            case "worker" -> Objects.requireNonNull(worker).process();
            default -> throw new IllegalArgumentException(name);
        };
    }
}
