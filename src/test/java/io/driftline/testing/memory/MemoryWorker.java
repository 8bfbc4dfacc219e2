package io.driftline.testing.memory;

import io.driftline.dispatch.ModelWorkers;
import io.driftline.job.JobId;
import io.driftline.sequences.Gzip;
import io.driftline.testing.Golden;
import io.driftline.testing.Results;
import io.driftline.testing.SignedLines;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A worker in memory: takes its orders, reads the staging area, signs what it says, and misbehaves when told to. */
public final class MemoryWorker implements ModelWorkers {
    public static final String ADDRESS = "http://worker";

    /** What to do with the next orders; works as it should when nothing is said. */
    public enum Mood {
        WORK,
        REFUSE,
        FORGET_STAGED,
        STAY_SILENT,
        LOSE_RESULT,
        SAY_NONSENSE,
        SAY_EVERYTHING_TWICE
    }

    private final MemoryStaging staging;
    private final MemoryStatusSource status;
    private final Deque<Mood> moods = new ArrayDeque<>();
    public final List<JsonObject> orders = new CopyOnWriteArrayList<>();
    public final List<JobId> cancelled = new CopyOnWriteArrayList<>();
    public volatile JsonArray givenBack = new JsonArray();
    public volatile AttemptState answer = AttemptState.UNKNOWN;

    public MemoryWorker(MemoryStaging staging, MemoryStatusSource status) {
        this.staging = staging;
        this.status = status;
    }

    public synchronized void next(Mood... coming) {
        moods.addAll(List.of(coming));
    }

    @Override
    public List<String> addresses() {
        return List.of(ADDRESS);
    }

    @Override
    public synchronized Future<Posting> post(String worker, JsonObject order, @Nullable String trace) {
        var mood = moods.isEmpty() ? Mood.WORK : moods.remove();
        if (mood == Mood.REFUSE) {
            return Future.succeededFuture(new Posting.Refused("full", Duration.ofMillis(10)));
        }
        if (mood == Mood.FORGET_STAGED) {
            staging.flush();
        }
        if (staging.list(order.getString("sequencesKey")) == null) {
            return Future.succeededFuture(new Posting.NotStaged());
        }
        orders.add(order);
        if (mood != Mood.STAY_SILENT) {
            work(order, mood, trace);
        }
        return Future.succeededFuture(new Posting.Taken(4));
    }

    private void work(JsonObject order, Mood mood, @Nullable String trace) {
        say(order, event(order, 1, "checking").put("traceparent", trace), mood);
        say(order, event(order, 2, "encoding").put("traceparent", trace), mood);
        say(order, event(order, 3, "predicting").put("traceparent", trace), mood);
        say(order, end(order, mood).put("traceparent", trace), mood);
    }

    /** Speaks for an attempt that was given up long ago. */
    public void speakLate(JsonObject order) {
        work(order, Mood.WORK, null);
    }

    private void say(JsonObject order, JsonObject message, Mood mood) {
        var line = SignedLines.sign(Base64.getUrlDecoder().decode(order.getString("key")), message);
        status.publish(line);
        if (mood == Mood.SAY_EVERYTHING_TWICE) {
            status.publish(line);
        }
    }

    private static JsonObject event(JsonObject order, int seq, String stage) {
        return new JsonObject()
                .put("job", order.getString("job"))
                .put("attempt", order.getInteger("attempt"))
                .put("seq", seq)
                .put("kind", "event")
                .put("stage", stage)
                .put("messageKey", "stage." + stage)
                .put("message", "now " + stage);
    }

    private JsonObject end(JsonObject order, Mood mood) {
        var staged = Objects.requireNonNull(staging.list(order.getString("sequencesKey")));
        var found = Results.of(order, staged).put("read", staged);
        if (mood == Mood.SAY_NONSENSE) {
            found.getJsonArray("pairs").getJsonObject(0).put("probability", 1.2);
        }
        var result = found.toBuffer();
        if (mood != Mood.LOSE_RESULT) {
            staging.put(order.getString("resultKey"), Gzip.pack(result));
        }
        return event(order, 4, "result")
                .put(
                        "result",
                        new JsonObject()
                                .put("sha256", sha256(result))
                                .put("bytes", result.length())
                                .put("summary", Results.summary(found)));
    }

    private static String sha256(Buffer content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content.getBytes()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Future<AttemptState> ask(String worker, JobId job, int attempt) {
        return Future.succeededFuture(answer);
    }

    @Override
    public Future<Void> cancel(String worker, JobId job) {
        cancelled.add(job);
        return Future.succeededFuture();
    }

    @Override
    public Future<JsonObject> check(String worker, JsonObject request) {
        return Future.succeededFuture(Golden.object("check-response.json"));
    }

    @Override
    public Future<JsonObject> models(String worker) {
        return Future.succeededFuture(Golden.object("worker-models.json"));
    }

    @Override
    public Future<JsonObject> load(String worker) {
        return Future.succeededFuture(
                Golden.object("worker-load.json").put("stuck", new JsonArray()).put("givenBack", givenBack));
    }
}
