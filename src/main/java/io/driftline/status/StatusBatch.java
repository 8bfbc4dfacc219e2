package io.driftline.status;

import io.driftline.bus.CollectResult;
import io.driftline.job.JobId;
import io.driftline.job.ProgressReport;
import io.driftline.job.StageReport;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Messages that are applied together, and which of their results were found. */
final class StatusBatch {
    final List<StatusMessage> messages;
    final List<Lost> lost = new ArrayList<>();
    private final Map<StatusMessage.Event, Buffer> results = new HashMap<>();
    private final Map<StatusMessage.Event, JsonObject> malformed = new HashMap<>();

    /** An attempt whose result is gone. */
    record Lost(JobId job, int attempt, String reason) {}

    StatusBatch(List<StatusMessage> messages) {
        this.messages = messages;
    }

    /** The jobs of which something else than progress is said. */
    static Set<JobId> moving(List<StatusMessage> messages) {
        Set<JobId> moving = new HashSet<>();
        for (StatusMessage message : messages) {
            if (message instanceof StatusMessage.Event) {
                moving.add(message.job());
            }
        }
        return moving;
    }

    void found(StatusMessage.Event event, CollectResult.Collected collected) {
        var packed = collected.gzipJson();
        if (collected.problem() != null) {
            malformed.put(event, collected.problem());
        } else if (packed == null) {
            lost.add(new Lost(event.job(), event.attempt(), collected.reason()));
        } else {
            results.put(event, packed);
        }
    }

    List<StageReport> reports() {
        List<StageReport> reports = new ArrayList<>();
        for (StatusMessage message : messages) {
            if (message instanceof StatusMessage.Event event) {
                if (event.result() == null) {
                    reports.add(event.report(null));
                } else if (malformed.containsKey(event)) {
                    reports.add(event.failure(Objects.requireNonNull(malformed.get(event))));
                } else if (results.containsKey(event)) {
                    reports.add(event.report(stored(event, event.result())));
                }
            }
        }
        return reports;
    }

    private StageReport.Result stored(StatusMessage.Event event, StatusMessage.Announced announced) {
        return new StageReport.Result(
                Objects.requireNonNull(results.get(event)), announced.sha256(), announced.bytes(), announced.summary());
    }

    /** What is told of progress. A gauge counts for its stage only, so one that an event follows is past. */
    List<ProgressReport> ticks() {
        List<ProgressReport> ticks = new ArrayList<>();
        for (StatusMessage message : messages) {
            if (message instanceof StatusMessage.Progress gauge) {
                ticks.add(gauge.report());
            } else if (message instanceof StatusMessage.Event event) {
                ticks.removeIf(tick -> tick.job().equals(event.job()) && tick.attempt() == event.attempt());
            }
        }
        return ticks;
    }
}
