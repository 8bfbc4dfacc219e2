package io.driftline.dispatch;

import io.driftline.bus.news.AttemptsGivenBack;
import io.driftline.identity.Ids;
import io.driftline.job.JobId;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a worker's load says of computations that hang. A worker of another version may say nothing, or nonsense. */
final class WorkerHealth {
    private static final int MOST = 10_000;

    private WorkerHealth() {}

    /** What hangs, as the log tells it; empty if nothing does. */
    static String stuck(JsonObject load) {
        var stuck = load.getValue("stuck") instanceof JsonArray named ? named.encode() : "[]";
        return stuck.equals("[]") ? "" : stuck.substring(0, Math.min(stuck.length(), 500));
    }

    static List<AttemptsGivenBack.Attempt> givenBack(JsonObject load) {
        return load.getValue("givenBack") instanceof JsonArray attempts
                ? attempts.stream()
                        .limit(MOST)
                        .flatMap(each -> attempt(each).stream())
                        .toList()
                : List.of();
    }

    private static Optional<AttemptsGivenBack.Attempt> attempt(@Nullable Object said) {
        return Stream.ofNullable(said)
                .filter(JsonObject.class::isInstance)
                .map(JsonObject.class::cast)
                .filter(each -> each.getValue("job") instanceof String
                        && each.getValue("attempt") instanceof Integer
                        && each.getValue("hung") instanceof Boolean)
                .filter(each -> Ids.isId(each.getString("job")))
                .map(each -> new AttemptsGivenBack.Attempt(
                        new JobId(each.getString("job")), each.getInteger("attempt"), each.getBoolean("hung")))
                .findFirst();
    }
}
