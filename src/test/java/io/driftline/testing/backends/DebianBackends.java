package io.driftline.testing.backends;

import io.driftline.config.BrokerServer;
import io.driftline.config.Config;
import io.driftline.config.DatabaseServer;
import io.driftline.config.Secret;
import io.driftline.database.Migrations;
import io.driftline.embedded.EmbeddedWorker;
import io.driftline.embedded.Site;
import io.driftline.embedded.SupervisedProcess;
import io.driftline.testing.Folders;
import io.driftline.testing.TestConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;

/** The servers that Debian packages, as an installation on real servers would use them. */
final class DebianBackends implements Backends {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String PASSWORD = "for-tests-only";

    private final Site site;
    private final Map<String, SupervisedProcess> processes = new ConcurrentHashMap<>();
    private Config config;

    private DebianBackends(Site site, Config config) {
        this.site = site;
        this.config = config;
    }

    private static Path folder() {
        return Folders.ofTests("servers");
    }

    static Path brokerControl() {
        return folder().resolve("rabbitmq").resolve("ctl").toAbsolutePath();
    }

    static Future<Backends> start(Vertx vertx) {
        return vertx.executeBlocking(() -> Folders.fresh(folder())).compose(root -> {
            Config config = TestConfig.in(root.resolve("site"));
            return Site.open(vertx, config.embedded())
                    .map(site -> new DebianBackends(site, config))
                    .compose(backends -> backends.startServers(vertx, root));
        });
    }

    private Future<Backends> startServers(Vertx vertx, Path root) {
        Future<DebianServer> database = vertx.executeBlocking(() -> DebianServer.mariaDb(vertx, root, PASSWORD), false)
                .compose(server -> start("database", server));
        Future<DebianServer> redis = start("redis", DebianServer.redis(vertx, root, PASSWORD));
        Future<DebianServer> broker = start("epmd", DebianServer.nameServer(vertx, root))
                .compose(names ->
                        vertx.executeBlocking(() -> DebianServer.rabbitMq(vertx, root, PASSWORD, names.port()), false))
                .compose(server -> start("broker", server));
        return Future.join(database, redis, broker)
                .onSuccess(ignored -> config = with(database.result(), redis.result(), broker.result()))
                .compose(ignored -> Migrations.apply(vertx, config.database()))
                .<Backends>map(this)
                .recover(failure -> stop().transform(ignored -> Future.failedFuture(failure)));
    }

    private Future<DebianServer> start(String name, DebianServer server) {
        processes.put(name, server.process());
        return server.process().start(PATIENCE).map(server);
    }

    private Config with(DebianServer database, DebianServer redis, DebianServer broker) {
        Secret password = new Secret(PASSWORD);
        return config.with(
                config.database()
                        .at(
                                "127.0.0.1",
                                database.port(),
                                "driftline",
                                database.certificate().orElseThrow())
                        .by(
                                new DatabaseServer.Account("driftline", password),
                                new DatabaseServer.Account("driftline_owner", password)),
                new Config.RedisServer(new Secret("redis://:" + PASSWORD + "@127.0.0.1:" + redis.port() + "/0")),
                BrokerServer.onLoopback(broker.port(), "driftline", password, BrokerServer.Dialect.RABBITMQ),
                new Config.Keys(key(1), key(2)));
    }

    /** The same in each run, for no secret is kept by it. */
    private static Secret key(long seed) {
        byte[] bytes = new byte[32];
        new Random(seed).nextBytes(bytes);
        return new Secret(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    @Override
    public Config config() {
        return config;
    }

    @Override
    public Future<Void> startWorker() {
        return EmbeddedWorker.prepare(site, config)
                .compose(installation -> EmbeddedWorker.start(site, installation, config))
                .onSuccess(worker -> {
                    processes.put("worker", worker.process());
                    config = config.with(worker.settings(config.workers().requestTimeout()));
                })
                .mapEmpty();
    }

    @Override
    public SupervisedProcess process(String name) {
        return Objects.requireNonNull(processes.get(name), name);
    }

    @Override
    public Future<Void> stop() {
        return stop("worker")
                .compose(ignored -> Future.join(stop("broker"), stop("redis"), stop("database")))
                .compose(ignored -> stop("epmd"))
                .compose(ignored -> site.close());
    }

    private Future<Void> stop(String name) {
        SupervisedProcess process = processes.get(name);
        return process == null ? Future.succeededFuture() : process.stop();
    }
}
