package io.driftline.embedded;

import io.driftline.config.Config;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.Callable;

/** Where the embedded services live: their data folder, held by this process, their programs and their secrets. */
public final class Site {
    private final Vertx vertx;
    private final Config.Embedded settings;
    private final DataFolder data;
    private final Programs programs;
    private final GeneratedSecrets secrets;

    private Site(Vertx vertx, Config.Embedded settings, DataFolder data) {
        this.vertx = vertx;
        this.settings = settings;
        this.data = data;
        this.programs = Programs.of(settings);
        this.secrets = new GeneratedSecrets(data.root().resolve("secrets"));
    }

    /** Takes the data folder; fails with a {@code StartException} if another process has it. */
    public static Future<Site> open(Vertx vertx, Config.Embedded settings) {
        return vertx.executeBlocking(() -> new Site(vertx, settings, DataFolder.open(settings.data())));
    }

    /** Gives the data folder back; whatever wrote into it must have ended. */
    public Future<Void> close() {
        return blocking(() -> {
            data.close();
            return null;
        });
    }

    /** Runs beside other blocking work of the site, not after it. */
    <T> Future<T> blocking(Callable<T> work) {
        return vertx.executeBlocking(work, false);
    }

    Vertx vertx() {
        return vertx;
    }

    Config.Embedded settings() {
        return settings;
    }

    DataFolder data() {
        return data;
    }

    Programs programs() {
        return programs;
    }

    GeneratedSecrets secrets() {
        return secrets;
    }
}
