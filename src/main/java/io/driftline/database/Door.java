package io.driftline.database;

import io.driftline.config.DatabaseServer;
import java.time.Duration;

/**
 * Who stands before the database. Each kind has connections of its own, so that none can take them from another, and is
 * patient for as long as its work may take.
 */
public enum Door {
    /** What users ask for. */
    REQUESTS(Duration.ofSeconds(4), Duration.ofSeconds(20)),
    /** What workers say, leases, the queue, and what is cleared away. */
    FLOW(Duration.ofSeconds(30), Duration.ofSeconds(60)),
    /** Whether it is there, and how the installation stands. */
    PROBES(Duration.ofSeconds(2), Duration.ofSeconds(10));

    private final Duration patience;
    private final Duration silence;

    Door(Duration patience, Duration silence) {
        this.patience = patience;
        this.silence = silence;
    }

    /** How long one statement may run in the server. */
    Duration patience() {
        return patience;
    }

    /** After how long without a word a connection is dead, seen from either end; idle ones are let go before. */
    Duration silence() {
        return silence;
    }

    int connections(DatabaseServer config) {
        return switch (this) {
            case REQUESTS -> config.poolSize();
            case FLOW -> config.flowPoolSize();
            case PROBES -> config.probePoolSize();
        };
    }

    String label() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
