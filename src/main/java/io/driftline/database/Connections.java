package io.driftline.database;

import io.driftline.config.DatabaseServer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.net.ConnectException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/** All of one gateway's connections to the database, by door, and the one that watches over them. */
final class Connections {
    private final Map<Door, DoorPool> lines = new EnumMap<>(Door.class);
    private final WaitingCallers callers;
    private final LivenessCheck pulse;

    Connections(Vertx vertx, DatabaseServer config) {
        for (Door door : Door.values()) {
            lines.put(door, new DoorPool(vertx, config, door));
        }
        callers = new WaitingCallers(vertx);
        pulse = new LivenessCheck(vertx, config, this::cut);
    }

    /** Fails while the database is known to answer nothing. */
    Future<Pool> pool(Door door) {
        return pulse.isSilent()
                ? Future.failedFuture(silence())
                : Future.succeededFuture(Objects.requireNonNull(lines.get(door)).pool());
    }

    long silences() {
        return pulse.silences();
    }

    /** Nobody waits longer than the door allows, or for a database that is known to answer nothing. */
    <T> Future<T> soon(Door door, Supplier<Future<T>> work) {
        return callers.soon(door.patience(), work);
    }

    /** First the callers: the client forgets some of those who wait on a pool that is closed. */
    private void cut() {
        callers.sendAway(silence());
        lines.values().forEach(DoorPool::cut);
    }

    private static ConnectException silence() {
        return new ConnectException("it takes statements and answers none");
    }

    Future<Void> close() {
        return pulse.close()
                .eventually(() ->
                        Future.join(lines.values().stream().map(DoorPool::close).toList()))
                .mapEmpty();
    }
}
