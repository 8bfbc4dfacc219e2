package io.driftline.push;

import io.driftline.bus.news.Announcement;
import io.driftline.identity.UserId;
import io.driftline.job.ProgressReport;
import io.driftline.job.QueuedJob;
import io.driftline.job.StageReport;
import io.driftline.jobs.Changes;
import io.driftline.jobs.LapsedLease;
import io.driftline.jobs.events.UserEvent;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A node: its sockets, and its turns at dispatching, sweeping and consuming. */
final class SimulatedGateway {
    private final World world;
    final List<SimulatedSocket> sockets = new ArrayList<>();
    private final List<World.Message> unacknowledged = new ArrayList<>();
    boolean up;
    int life;

    SimulatedGateway(World world) {
        this.world = world;
    }

    void start() {
        up = true;
        int current = ++life;
        every(current, 300, this::dispatch);
        every(current, 2_000, this::sweep);
        every(current, 2_000, this::look);
        consume(current);
    }

    void restart() {
        if (!up) {
            return;
        }
        up = false;
        life++;
        world.queue.addAll(0, unacknowledged);
        unacknowledged.clear();
        List.copyOf(sockets).forEach(SimulatedSocket::cut);
        world.at(500 + world.random.nextInt(10_000), this::start);
    }

    private void every(int current, int millis, Runnable action) {
        world.at(world.random.nextInt(millis), () -> {
            if (life == current) {
                action.run();
                world.at(millis / 2, () -> every(current, millis, action));
            }
        });
    }

    void announce(Changes changes) {
        for (UserEvent told : changes.told()) {
            announce(told.user(), told.event());
        }
    }

    private void announce(UserId user, Announcement announcement) {
        for (SimulatedGateway node : world.gateways) {
            int copies = world.unlucky(node == this ? 3 : 10) ? 0 : world.unlucky(10) ? 2 : 1;
            for (int i = 0; i < copies; i++) {
                world.at(world.delay(node == this ? 3 : 100, 6_000), () -> node.told(user, announcement));
            }
        }
    }

    private void told(UserId user, Announcement announcement) {
        for (SimulatedSocket socket : List.copyOf(sockets)) {
            if (!socket.client.user.equals(user) && !world.flaws.contains(World.Flaw.FOREIGN_CHANNEL)) {
                continue;
            }
            if (world.flaws.contains(World.Flaw.ANNOUNCEMENTS_ARE_TRUSTED)) {
                socket.write(announcement.frame());
            } else {
                socket.cursor.take(announcement);
            }
        }
    }

    private void look() {
        if (world.flaws.contains(World.Flaw.NO_LOOK) || world.unlucky(10)) {
            return;
        }
        List.copyOf(sockets).forEach(socket -> socket.cursor.look(world.last(socket.client.user)));
    }

    private void dispatch() {
        int current = life;
        for (QueuedJob job : world.jobs.waiting(World.ROOM).result()) {
            var worker = world.worker();
            Optional<QueuedJob> claimed = world.jobs.claim(job, worker.address).result();
            claimed.ifPresent(mine -> world.at(world.delay(50, 3_000), () -> {
                if (life == current) {
                    post(mine, worker);
                }
            }));
        }
    }

    private void post(QueuedJob job, SimulatedWorker worker) {
        if (!worker.isUp() || worker.running.size() >= World.ROOM || world.unlucky(10)) {
            world.at(world.delay(20, 12_000), () -> world.jobs.unclaim(job));
        } else if (!world.unlucky(5)) {
            worker.take(job);
        }
    }

    private void sweep() {
        if (world.flaws.contains(World.Flaw.NO_SWEEP)) {
            return;
        }
        int current = life;
        for (LapsedLease lease : world.jobs.takeLapsed(100).result()) {
            var worker = world.workers.stream()
                    .filter(each -> each.address.equals(lease.worker()))
                    .findFirst()
                    .orElseThrow();
            boolean alive = worker.knows(lease.job(), lease.attempt());
            world.at(world.delay(20, 2_000), () -> {
                if (life == current) {
                    decide(lease, alive);
                }
            });
        }
    }

    private void decide(LapsedLease lease, boolean alive) {
        if (alive) {
            world.jobs.renew(lease);
        } else {
            announce(world.jobs.giveUp(lease.job(), lease.attempt(), "silent").result());
        }
    }

    private void consume(int current) {
        world.at(1 + world.delay(40, 2_000), () -> {
            if (life != current) {
                return;
            }
            List<World.Message> batch = new ArrayList<>(world.queue.subList(0, Math.min(64, world.queue.size())));
            world.queue.subList(0, batch.size()).clear();
            unacknowledged.addAll(batch);
            world.at(world.delay(10, 1_000), () -> commit(current, batch));
        });
    }

    private void commit(int current, List<World.Message> batch) {
        if (life != current) {
            return;
        }
        List<StageReport> reports = new ArrayList<>();
        List<ProgressReport> ticks = new ArrayList<>();
        batch.forEach(message -> {
            if (message.report() != null) {
                reports.add(message.report());
            }
            if (message.tick() != null) {
                ticks.add(message.tick());
            }
        });
        var applied = world.jobs.apply(reports, ticks).result();
        announce(applied.changes());
        applied.progress()
                .forEach(progress -> announce(
                        progress.user(),
                        new Announcement.Progress(
                                progress.report().job().value(),
                                new JsonObject()
                                        .put("type", "progress")
                                        .put("job", progress.report().job().value())
                                        .toBuffer())));
        world.at(world.delay(5, 1_000), () -> {
            if (life == current) {
                unacknowledged.clear();
                consume(current);
            }
        });
    }
}
