package io.driftline;

import io.driftline.backup.DatabaseClients;
import io.driftline.backup.Place;
import io.driftline.config.Config;
import io.driftline.config.ConfigLoader;
import io.driftline.config.DatabaseServer;
import io.driftline.config.StartException;
import io.driftline.embedded.EmbeddedServices;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Option;

/** Which installation a command means, and its database while the command needs it. */
final class Keeping {
    private static final Logger LOG = LoggerFactory.getLogger(Keeping.class);

    @Option(names = "--config", paramLabel = "FILE", description = "Settings as serve gets them.")
    private @Nullable Path file;

    @Option(names = "--data", paramLabel = "DIR", description = "Folder of everything that is kept (./data).")
    private @Nullable String data;

    @Option(
            names = "--models",
            paramLabel = "DIR",
            description =
                    "Folder of the workers' models; without embedded servers models are left out if it is not given.")
    private @Nullable Path models;

    /** What is done with the installation. */
    interface Work {
        void at(Place place) throws IOException, InterruptedException;
    }

    /** What may be refused in a sentence. */
    interface Step {
        void go() throws IOException, InterruptedException;
    }

    /** The status of a process that did it: a foreseen failure is one sentence on stderr and 1. */
    static int run(Step step) throws InterruptedException {
        try {
            step.go();
            return 0;
        } catch (StartException refused) {
            System.err.println("driftline: " + refused.getMessage());
        } catch (IOException failed) {
            LOG.debug("failed", failed);
            System.err.println("driftline: " + failed.getClass().getSimpleName() + ", " + failed.getMessage());
        }
        return 1;
    }

    /** With {@code anew} the embedded database is one that is made now, else one that has been there. */
    void open(Map<String, String> environment, boolean anew, Work work) throws IOException, InterruptedException {
        var config = ConfigLoader.load(file, environment, data == null ? Map.of() : Map.of("embedded.data", data));
        if (config.embedded().enabled()) {
            embedded(config, anew, work);
        } else {
            var clients = DatabaseClients.on(environment.getOrDefault("PATH", ""));
            work.at(new Place(config.database(), clients, Optional.ofNullable(models)));
        }
    }

    private void embedded(Config config, boolean anew, Work work) throws IOException, InterruptedException {
        EmbeddedServices.requireMachine();
        var place = config.embedded().data();
        if (EmbeddedServices.hasDatabase(place) == anew) {
            throw new StartException(
                    anew
                            ? "The data folder " + place
                                    + " has a database: give one by --data that has none, for nothing is"
                                    + " written over."
                            : "The data folder " + place
                                    + " has no database: name the one that serve was given, by --data.");
        }
        var running = EmbeddedServices.runningDatabase(config);
        if (running.isPresent()) {
            work.at(place(config, running.get()));
        } else {
            alone(config, work);
        }
    }

    private Place place(Config config, DatabaseServer database) throws IOException {
        var clients = new DatabaseClients(List.of(EmbeddedServices.databaseClients(config)));
        var repository = models == null ? config.embedded().data().resolve("models") : models;
        return new Place(database, clients, Optional.of(repository));
    }

    /** No service runs, so the database is started for as long as this takes. */
    private void alone(Config config, Work work) throws IOException, InterruptedException {
        var vertx = Vertx.vertx();
        try {
            var servers = await(EmbeddedServices.startDatabase(vertx, config));
            try {
                work.at(place(config, servers.config().database()));
            } finally {
                await(servers.stop());
            }
        } finally {
            await(vertx.close());
        }
    }

    private static <T> T await(Future<T> future) throws InterruptedException {
        try {
            return future.toCompletionStage().toCompletableFuture().get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof StartException foreseen) {
                throw foreseen;
            }
            throw new IllegalStateException(failed.getCause());
        }
    }
}
