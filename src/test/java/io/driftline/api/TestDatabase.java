package io.driftline.api;

import io.driftline.config.Config;
import io.driftline.config.ConfigLoader;
import io.driftline.contract.RecordCodec;
import io.driftline.database.Database;
import io.driftline.database.Migrations;
import io.driftline.embedded.EmbeddedServices;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One embedded database for the tests of this JVM, with the product's tables; emptied for each server. */
final class TestDatabase {
    static final Vertx VERTX = Vertx.vertx();
    private static final TestDatabase SHARED = new TestDatabase();

    private final Config config;
    private final Database database;

    private TestDatabase() {
        try {
            RecordCodec.register(VERTX.eventBus());
            var data = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "api-it");
            var given = ConfigLoader.load(
                    null,
                    Map.of(),
                    Map.of(
                            "embedded.data",
                            data.toString(),
                            "embedded.programs",
                            Path.of("target", "test-programs").toAbsolutePath().toString(),
                            "server.host",
                            "127.0.0.1",
                            "server.port",
                            "0"));
            var services = await(EmbeddedServices.startWithoutWorker(VERTX, given));
            Runtime.getRuntime().addShutdownHook(new Thread(() -> await(services.stop())));
            config = services.config();
            await(Migrations.apply(VERTX, config.database()));
            database = new Database(VERTX, config.database());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static Config config() {
        return SHARED.config;
    }

    static Database emptied() {
        var pool = SHARED.database.pool();
        for (var statement : new String[] {
            "DELETE FROM `user`",
            "DELETE FROM sign_in_throttle",
            "DELETE FROM model_served",
            "DELETE FROM model_encoding",
            "DELETE FROM model_version",
            "DELETE FROM model_card",
            "DELETE FROM model",
            "DELETE FROM encoding",
            "UPDATE installation SET operator = NULL"
        }) {
            await(pool.query(statement).execute());
        }
        return SHARED.database;
    }

    static <T> T await(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(90, TimeUnit.SECONDS)
                .join();
    }
}
