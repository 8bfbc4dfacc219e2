package io.driftline.cli.server;

import io.driftline.cli.Pause;
import io.driftline.cli.Progress;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Watches a job until its end: by the server's events, from where they stand, and by asking where these do not get
 * through. A process that is stopped meanwhile says how to come back; the job goes on.
 */
public final class JobWatch {
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final String DATA = "data:";

    /** A server speaks about every 15 s; a line that is silent for so long is dead. */
    private static final Duration SILENCE = Duration.ofSeconds(40);

    private final ServerClient client;
    private final Progress progress;
    private final String label;
    private final boolean stages;
    private long after;

    /**
     * @param label stands before each stage
     * @param stages whether what each stage found is told in a line of its own
     */
    public JobWatch(ServerClient client, Progress progress, String label, boolean stages) {
        this.client = client;
        this.progress = progress;
        this.label = label;
        this.stages = stages;
    }

    /** The job as it stands at its end. */
    public JsonObject await(String id) throws IOException, InterruptedException {
        var goodbye = new Thread(() -> sayGoodbye(id, System.err));
        Runtime.getRuntime().addShutdownHook(goodbye);
        try {
            catchUp(id);
            while (true) {
                var job = client.get("/jobs/" + id);
                if (job.getString("finishedAt") != null) {
                    catchUp(id);
                    progress.show(label + job.getString("stage"), "SUCCEEDED".equals(job.getString("state")) ? 100 : 0);
                    return job;
                }
                stand(job);
                if (!follow(id)) {
                    Pause.of(LOOK);
                    catchUp(id);
                }
            }
        } finally {
            removeHook(goodbye);
        }
    }

    private void sayGoodbye(String id, PrintStream to) {
        to.println();
        to.println("Job " + id + " goes on at " + client.server() + ". To come back: driftline result --wait " + id
                + "; to end it: driftline cancel " + id);
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException stopping) {
            // The hook is already saying what it has to say.
            hook.setDaemon(false);
        }
    }

    /** Shows where a job stands that was asked for. */
    private void stand(JsonObject job) {
        @Nullable Integer position = job.getInteger("position");
        @Nullable Integer seconds = job.getInteger("waitSeconds");
        @Nullable Double percent = job.getDouble("progress");
        if (percent != null) {
            progress.show(label + job.getString("stage"), percent);
        }
        if (position != null) {
            progress.show(
                    label + "queued, place " + position + (seconds == null ? "" : ", about " + seconds + " s"), 0);
        }
    }

    /** Tells what was told so far, and notes how far that goes. */
    private void catchUp(String id) throws IOException, InterruptedException {
        client.get("/jobs/" + id + "/events")
                .getJsonArray("items", new JsonArray())
                .forEach(event -> take((JsonObject) event));
    }

    /** Answers whether the stream told the end; false as well if it broke, or there is none. */
    private boolean follow(String id) throws IOException, InterruptedException {
        try (var body = client.open("/events?after=" + after);
                var lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
            var giveUp = closingLater(body);
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                giveUp.cancel(false);
                if (line.startsWith(DATA) && ended(id, new JsonObject(line.substring(DATA.length())))) {
                    return true;
                }
                giveUp = closingLater(body);
            }
            giveUp.cancel(false);
            return false;
        } catch (ServerClient.Refusal refused) {
            if (refused.status() == 401) {
                throw refused;
            }
            return false;
        } catch (IOException broken) {
            return false;
        }
    }

    /** Closes what nothing is heard from; whoever reads it then finds it broken. */
    private static CompletableFuture<Void> closingLater(InputStream body) {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        body.close();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                CompletableFuture.delayedExecutor(SILENCE.toMillis(), TimeUnit.MILLISECONDS));
    }

    private boolean ended(String id, JsonObject frame) {
        var type = frame.getString("type");
        if ("reset".equals(type)) {
            after = frame.getLong("offset");
            return true;
        }
        boolean ours = id.equals(frame.getString("job"));
        if (ours && "progress".equals(type)) {
            progress.show(label + "predicting", frame.getDouble("progress"));
        } else if ("event".equals(type)) {
            after = Math.max(after, frame.getLong("offset") - (ours ? 1 : 0));
            if (ours) {
                take(frame);
                return frame.containsKey("result")
                        || !frame.getString("state").matches("QUEUED|CHECKING|ENCODING|PREDICTING");
            }
        }
        return false;
    }

    /** Each event once, in order. */
    private void take(JsonObject event) {
        if (event.getLong("offset") <= after) {
            return;
        }
        after = event.getLong("offset");
        var stage = event.getString("stage");
        if (stages) {
            progress.say("%-11s %s".formatted(stage, event.getString("message")));
        }
        progress.show(label + stage, 0);
    }
}
