package io.driftline.push;

import io.vertx.core.buffer.Buffer;

/** A line to one tab: keeps its frames in order, and loses those under way when it is cut. */
final class SimulatedSocket implements Outlet {
    private final World world;
    final SimulatedClient client;
    private final SimulatedGateway node;
    final UserCursor cursor;
    boolean open = true;
    private boolean full;
    private long lastArrival;

    SimulatedSocket(World world, SimulatedClient client, SimulatedGateway node) {
        this.world = world;
        this.client = client;
        this.node = node;
        this.cursor = new UserCursor(client.user, new LameEvents(world), this);
        node.sockets.add(this);
    }

    void start(long after) {
        cursor.startAfter(after).onFailure(failure -> cut());
    }

    @Override
    public void write(Buffer frame) {
        lastArrival = Math.max(lastArrival, world.now + 1 + world.delay(20, 500));
        world.at(lastArrival - world.now, () -> {
            if (open) {
                world.checker.receive(client, frame.toJsonObject());
            }
        });
    }

    @Override
    public boolean isFull() {
        return full || !open;
    }

    void slowDown() {
        full = true;
        world.at(world.random.nextInt(15_000), () -> {
            full = false;
            cursor.drained();
        });
    }

    void cut() {
        if (open) {
            open = false;
            cursor.close();
            node.sockets.remove(this);
            world.at(world.random.nextInt(2_000), client::connect);
        }
    }
}
