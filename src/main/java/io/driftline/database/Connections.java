package io.driftline.database;

import io.driftline.config.Config;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** All of one gateway's connections to the database, by door, and the one that watches over them. */
final class Connections {
    private final Map<Door, Line> lines = new EnumMap<>(Door.class);
    private final Pulse pulse;

    Connections(Vertx vertx, Config.Database config) {
        for (Door door : Door.values()) {
            lines.put(door, new Line(vertx, config, door));
        }
        pulse = new Pulse(vertx, config, this::cut);
    }

    /** Whether the database answers, as far as is known. */
    boolean answer() {
        return !pulse.isSilent();
    }

    Pool pool(Door door) {
        return Objects.requireNonNull(lines.get(door)).pool();
    }

    private void cut() {
        lines.values().forEach(Line::cut);
    }

    Future<Void> close() {
        return pulse.close()
                .eventually(() ->
                        Future.join(lines.values().stream().map(Line::close).toList()))
                .mapEmpty();
    }
}
