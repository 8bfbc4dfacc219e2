package io.driftline.api.operator;

import io.driftline.bus.ListWorkers;
import io.driftline.operations.DependencyState;
import io.driftline.operations.Overview;
import io.driftline.operations.Workload;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** The overview as operators get it. */
final class OverviewJson {
    private static final double NANOS_PER_MILLI = 1e6;

    private OverviewJson() {}

    static JsonObject of(Overview overview) {
        var json = new JsonObject()
                .put("at", overview.at().toString())
                .put("dependencies", dependencies(overview.dependencies()))
                .put("workers", array(overview.workers(), OverviewJson::worker));
        overview.workload().ifPresent(work -> json.put("jobs", jobs(work))
                .put("queue", array(work.queue(), OverviewJson::share))
                .put("failures", array(work.failures(), OverviewJson::failure))
                .put("users", users(work)));
        return json;
    }

    private static <T> JsonArray array(List<T> all, Function<T, JsonObject> json) {
        var array = new JsonArray();
        all.forEach(each -> array.add(json.apply(each)));
        return array;
    }

    private static JsonObject dependencies(Map<String, DependencyState> states) {
        var json = new JsonObject();
        states.forEach((name, state) -> json.put(name, dependency(state)));
        return json;
    }

    private static JsonObject dependency(DependencyState state) {
        var json = new JsonObject()
                .put("up", state.up())
                .put("latencyMillis", Math.round(state.latency().toNanos() / NANOS_PER_MILLI * 10) / 10.0);
        if (state.reason() != null) {
            json.put("reason", state.reason());
        }
        return json.mergeIn(state.facts());
    }

    private static JsonObject worker(ListWorkers.Worker worker) {
        var json = new JsonObject().put("address", worker.address()).put("reachable", worker.reachable());
        var announced = worker.announced();
        if (announced != null) {
            json.put("announced", true).put("leaving", worker.leaving());
            json.put("id", announced.said().getString("id"))
                    .put("version", announced.said().getString("version"));
            json.put("models", announced.said().getJsonArray("models"));
        }
        var models = worker.models();
        if (models != null) {
            json.mergeIn(models.getJsonObject("worker")).put("models", versions(models.getJsonArray("models")));
        }
        var load = worker.load();
        if (load != null) {
            var told = load.copy();
            told.remove("worker");
            told.remove("givenBack");
            if (told.getValue("stuck") instanceof JsonArray stuck) {
                told.put("stuck", stuck.size());
            }
            json.put("load", told);
        }
        return json;
    }

    private static JsonArray versions(JsonArray models) {
        var versions = new JsonArray();
        models.stream()
                .map(JsonObject.class::cast)
                .forEach(model -> versions.add(new JsonObject()
                        .put("name", model.getString("name"))
                        .put("version", model.getString("version"))));
        return versions;
    }

    private static JsonObject jobs(Workload work) {
        var json = new JsonObject()
                .put("open", new JsonObject(Map.copyOf(work.open())))
                .put("ended", new JsonObject(Map.copyOf(work.ended())))
                .put("waitingUsers", work.waitingUsers());
        work.oldestWaiting().ifPresent(since -> json.put("oldestWaiting", since.toString()));
        return json;
    }

    private static JsonObject share(Workload.Share share) {
        var json = new JsonObject()
                .put("user", share.user().value())
                .put("name", share.name())
                .put("waiting", share.waiting())
                .put("running", share.running());
        share.oldestWaiting().ifPresent(since -> json.put("oldestWaiting", since.toString()));
        return json;
    }

    private static JsonObject failure(Workload.Failure failure) {
        var json = new JsonObject()
                .put("job", failure.job().value())
                .put("at", failure.at().toString())
                .put("state", failure.state())
                .put("model", failure.model())
                .put("version", failure.version())
                .put("encoding", failure.encoding())
                .put("attempt", failure.attempt());
        failure.type().ifPresent(type -> json.put("type", type));
        failure.title().ifPresent(title -> json.put("title", title));
        return json;
    }

    private static JsonObject users(Workload work) {
        var json = new JsonObject();
        work.users().forEach((role, count) -> json.put(role.name().toLowerCase(Locale.ROOT), count));
        return json;
    }
}
