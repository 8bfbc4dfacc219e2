package io.driftline.push;

import io.driftline.job.JobId;
import io.driftline.job.ProgressReport;
import io.driftline.job.QueuedJob;
import io.driftline.job.Stage;
import io.driftline.job.StageReport;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Takes orders, says how it gets on, and remembers its ends until it dies. */
final class SimulatedWorker {
    private final World world;
    final String address;
    final Set<String> running = new HashSet<>();
    private final Map<String, StageReport> ended = new HashMap<>();
    long frozenUntil;
    private long deadUntil;
    private int life;

    SimulatedWorker(World world, String address) {
        this.world = world;
        this.address = address;
    }

    boolean isUp() {
        return world.now >= deadUntil;
    }

    void die() {
        life++;
        deadUntil = world.now + world.random.nextInt(8_000);
        running.clear();
        ended.clear();
    }

    boolean knows(JobId job, int attempt) {
        if (!isUp() || world.now < frozenUntil) {
            return false;
        }
        var end = ended.get(job + "/" + attempt);
        if (end != null) {
            publish(new World.Message(end, null));
        }
        return end != null || running.contains(job + "/" + attempt);
    }

    void take(QueuedJob job) {
        running.add(job.job() + "/" + job.attempt());
        int current = life;
        soon(current, () -> work(current, job, 1));
        tick(current, job);
    }

    private void soon(int current, Runnable action) {
        world.at(50 + world.delay(1_500, 15_000), () -> {
            if (life != current) {
                return;
            }
            if (world.now < frozenUntil) {
                world.at(frozenUntil - world.now, () -> soon(current, action));
            } else {
                action.run();
            }
        });
    }

    private void tick(int current, QueuedJob job) {
        world.at(3_000, () -> {
            if (life == current && running.contains(job.job() + "/" + job.attempt())) {
                if (world.now >= frozenUntil) {
                    publish(new World.Message(null, new ProgressReport(job.job(), job.attempt(), 50)));
                }
                tick(current, job);
            }
        });
    }

    private void work(int current, QueuedJob job, int step) {
        boolean fails = step > 1 && world.random.nextInt(30) == 0;
        var stage = List.of(Stage.CHECKING, Stage.ENCODING, Stage.PREDICTING, Stage.RESULT)
                .get(step - 1);
        var report = new StageReport(
                job.job(),
                job.attempt(),
                step,
                stage,
                new StageReport.Message("stage." + stage.label(), stage.label(), new JsonObject()),
                null,
                fails ? new JsonObject() : null);
        publish(new World.Message(report, null));
        if (fails || stage == Stage.RESULT) {
            running.remove(job.job() + "/" + job.attempt());
            ended.put(job.job() + "/" + job.attempt(), report);
        } else {
            soon(current, () -> work(current, job, step + 1));
        }
    }

    private void publish(World.Message message) {
        int copies = world.unlucky(3) ? 0 : world.unlucky(10) ? 2 : 1;
        for (int i = 0; i < copies; i++) {
            world.at(world.delay(20, 20_000), () -> world.queue.add(message));
        }
    }
}
