package io.driftline.testing.backends;

import io.driftline.config.Config;
import io.driftline.database.Migrations;
import io.driftline.embedded.EmbeddedServices;
import io.driftline.embedded.SupervisedProcess;
import io.driftline.testing.Folders;
import io.driftline.testing.TestConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/** The embedded default, on a data folder that begins empty. */
final class EmbeddedBackends implements Backends {
    private final EmbeddedServices services;

    private EmbeddedBackends(EmbeddedServices services) {
        this.services = services;
    }

    static Future<Backends> start(Vertx vertx) {
        return vertx.executeBlocking(() -> Folders.fresh(Folders.ofTests("servers")))
                .compose(data -> EmbeddedServices.startWithoutWorker(vertx, TestConfig.in(data)))
                .compose(services -> Migrations.apply(vertx, services.config().database())
                        .map(ignored -> new EmbeddedBackends(services)));
    }

    @Override
    public Config config() {
        return services.config();
    }

    @Override
    public Future<Void> startWorker() {
        return services.startWorker();
    }

    @Override
    public SupervisedProcess process(String name) {
        return services.process(name);
    }

    @Override
    public Future<Void> stop() {
        return services.stop();
    }
}
