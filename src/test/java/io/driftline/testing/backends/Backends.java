package io.driftline.testing.backends;

import io.driftline.config.Config;
import io.driftline.embedded.SupervisedProcess;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;

/** Database, Redis and broker, with migrated tables; and a model worker if asked for. */
public interface Backends {
    /** The kind that {@code -Ddriftline.backends} names: {@code embedded} (the default) or {@code debian}. */
    static Future<Backends> start(Vertx vertx) {
        return switch (kind()) {
            case "embedded" -> EmbeddedBackends.start(vertx);
            case "debian" -> DebianBackends.start(vertx);
            default -> Future.failedFuture("driftline.backends is embedded or debian, not " + kind());
        };
    }

    private static String kind() {
        return System.getProperty("driftline.backends", "embedded");
    }

    /** Whether they are Debian's. */
    static boolean areDebians() {
        return kind().equals("debian");
    }

    /** The tool that tells Debian's broker something. */
    static Path brokerControl() {
        return DebianBackends.brokerControl();
    }

    /** With the addresses and secrets of what runs. */
    Config config();

    /** Starts the worker, which {@link #config} then names. */
    Future<Void> startWorker();

    /** {@code database}, {@code redis}, {@code worker}; {@code broker} with Debian's servers only. */
    SupervisedProcess process(String name);

    Future<Void> stop();
}
