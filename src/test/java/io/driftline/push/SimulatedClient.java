package io.driftline.push;

import io.driftline.identity.UserId;
import org.jspecify.annotations.Nullable;

/** A tab: what it has received, and the socket that it has now. */
final class SimulatedClient {
    private final World world;
    final UserId user;
    long received;
    private @Nullable SimulatedSocket socket;

    SimulatedClient(World world, UserId user) {
        this.world = world;
        this.user = user;
    }

    void connect() {
        var node = world.gateway();
        if (node.up) {
            long from = received;
            if (world.flaws.contains(World.Flaw.RESUMES_WHERE_IT_WAS_SENT) && socket != null) {
                from = Math.max(from, socket.cursor.sent());
            }
            socket = new SimulatedSocket(world, this, node);
            socket.start(from);
        } else {
            world.at(world.random.nextInt(2_000), this::connect);
        }
    }

    void cut() {
        if (socket != null && socket.open) {
            socket.cut();
        }
    }

    void slowDown() {
        if (socket != null) {
            socket.slowDown();
        }
    }
}
