package io.driftline.bench.load;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What came in over one user's socket, in the order of arrival. Lives on the one event loop. */
final class Mailbox {
    private final Map<String, List<Told>> byJob = new HashMap<>();
    private final Runnable onEnd;
    private long lastOffset;
    private int repeated;
    private int skipped;

    /** @param onEnd runs at each event that ends a job */
    Mailbox(Runnable onEnd) {
        this.onEnd = onEnd;
    }

    /** One event. Times in microseconds of the epoch: when it was recorded, and when it came in here. */
    record Told(String stage, String state, long at, long arrived) {
        boolean isEnd() {
            return state.equals("SUCCEEDED")
                    || state.equals("FAILED")
                    || state.equals("CANCELLED")
                    || state.equals("EXPIRED");
        }
    }

    void take(String frame) {
        long arrived = Stamps.now();
        var json = new JsonObject(frame);
        if (!"event".equals(json.getString("type"))) {
            return;
        }
        long offset = json.getLong("offset");
        if (offset <= lastOffset) {
            repeated++;
            return;
        }
        skipped += offset > lastOffset + 1 ? 1 : 0;
        lastOffset = offset;
        var told = new Told(
                json.getString("stage"),
                json.getString("state"),
                Stamps.of(Instant.parse(json.getString("at"))),
                arrived);
        byJob.computeIfAbsent(json.getString("job"), job -> new ArrayList<>()).add(told);
        if (told.isEnd()) {
            onEnd.run();
        }
    }

    Map<String, List<Told>> byJob() {
        return byJob;
    }

    /** Events that came again, by their offset. */
    int repeated() {
        return repeated;
    }

    /** Times that an offset was left out. */
    int skipped() {
        return skipped;
    }
}
