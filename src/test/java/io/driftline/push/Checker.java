package io.driftline.push;

import io.driftline.identity.UserId;
import io.driftline.job.JobId;
import io.driftline.job.JobState;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What must hold in a {@link World}, looked at as clients are told, and once all has come to rest. */
final class Checker {
    private final World world;
    private final List<String> violations = new ArrayList<>();

    Checker(World world) {
        this.world = world;
    }

    List<String> violations() {
        return violations;
    }

    /** Nothing missing, nothing twice, nothing foreign, unless a reset comes first. */
    void receive(SimulatedClient client, JsonObject frame) {
        switch (frame.getString("type")) {
            case "event" -> {
                own(client, frame);
                long offset = frame.getLong("offset");
                if (offset != client.received + 1) {
                    violations.add("I3: event " + offset + " after " + client.received);
                }
                client.received = offset;
            }
            case "reset" -> {
                long offset = frame.getLong("offset");
                if (offset <= client.received) {
                    violations.add("I3: reset to " + offset + " after " + client.received);
                }
                frame.getJsonArray("jobs").forEach(job -> own(client, (JsonObject) job));
                client.received = offset;
            }
            default -> own(client, frame);
        }
    }

    private void own(SimulatedClient client, JsonObject frame) {
        if (!client.user.equals(world.owners.get(new JobId(frame.getString("job"))))) {
            violations.add("I4: foreign " + frame);
        }
    }

    void finish() {
        for (UserId user : world.users) {
            told(user);
        }
        world.owners.keySet().forEach(job -> world.jobs.standing(job).ifPresent(standing -> {
            if (!standing.state().ended()) {
                violations.add("I1: no end of " + job + ": " + standing);
            }
        }));
        for (SimulatedClient client : world.clients) {
            if (client.received != world.last(client.user)) {
                violations.add("I3: a client stopped at " + client.received + " of " + world.last(client.user));
            }
        }
    }

    private void told(UserId user) {
        long expected = 1;
        Map<String, Life> lives = new HashMap<>();
        for (var event : world.jobs.events(user)) {
            if (event.offset() != expected) {
                violations.add("I3: offset " + event.offset() + " in place of " + expected);
            }
            expected = event.offset() + 1;
            var frame = event.frame().toJsonObject();
            lives.computeIfAbsent(frame.getString("job"), Life::new).take(frame);
        }
        lives.values().forEach(Life::finish);
    }

    /** What was told of one job. */
    private final class Life {
        private final String job;
        private final Set<String> steps = new HashSet<>();
        private int ends;
        private int lost;

        Life(String job) {
            this.job = job;
        }

        void take(JsonObject frame) {
            var state = JobState.of(frame.getString("state"));
            int attempt = frame.getInteger("attempt");
            if (ends > 0) {
                violations.add("I2: " + state + " after the end of " + job);
            }
            if (!steps.add(attempt + "/" + state)) {
                violations.add("I3: " + state + " of attempt " + attempt + " told again of " + job);
            }
            boolean byWorker = state != JobState.Open.QUEUED && state != JobState.End.CANCELLED;
            if (byWorker && attempt <= lost) {
                violations.add("fence: " + state + " of attempt " + attempt + " of " + job + ", given up");
            }
            if (state == JobState.Open.QUEUED) {
                lost = attempt;
            }
            ends += state.ended() ? 1 : 0;
        }

        void finish() {
            if (ends != 1) {
                violations.add("I1: " + ends + " ends of " + job);
            }
        }
    }
}
