package io.driftline.wiring;

import io.driftline.config.Config;
import io.driftline.database.DatabaseCheck;
import io.driftline.dispatch.FlaskModelWorkers;
import io.driftline.roster.RedisRoster;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Asks every real server once what a start would need of it. */
public final class Checkup {
    private static final int PATIENCE_SECONDS = 10;

    private final Vertx vertx;
    private final Config config;
    private final Links links;

    private Checkup(Vertx vertx, Config config) {
        this.vertx = vertx;
        this.config = config;
        links = Links.of(vertx, config);
    }

    /** How something is. */
    public enum State {
        OK,
        WARN,
        FAIL
    }

    /** {@code said} is one line about one thing. */
    public record Finding(State state, String about, String said) {}

    /** Of each server at least one finding, in the order of the flow; never fails. */
    public static Future<List<Finding>> of(Vertx vertx, Config config) {
        var checkup = new Checkup(vertx, config);
        List<Future<List<Finding>>> asked = new ArrayList<>();
        asked.add(checkup.database());
        asked.add(checkup.redis());
        asked.add(checkup.broker());
        checkup.links.workers().addresses().forEach(worker -> asked.add(checkup.worker(worker)));
        if (config.workers().announce()) {
            asked.add(checkup.announced());
        }
        return Future.join(asked)
                .map(all ->
                        asked.stream().flatMap(each -> each.result().stream()).toList())
                .eventually(checkup.links::close);
    }

    private Future<List<Finding>> database() {
        Callable<DatabaseCheck> look = () -> DatabaseCheck.of(config.database());
        var server = config.database();
        var place = server.name() + " at " + server.host() + ":" + server.port();
        return told("database", place, vertx.executeBlocking(look, false), this::findings);
    }

    private List<Finding> findings(DatabaseCheck check) {
        List<Finding> found = new ArrayList<>();
        found.add(new Finding(State.OK, "database", check.version()));
        found.add(new Finding(
                check.isInTime() ? State.OK : State.FAIL,
                "clock",
                "the database's is " + check.clockAhead().toMillis() + " ms ahead of this machine's; 5 s at most"));
        found.add(tables(check));
        var least = config.limits().resultBytes();
        if (check.packetBytes() < least) {
            found.add(new Finding(
                    State.FAIL,
                    "room",
                    "max_allowed_packet is " + check.packetBytes() + ", and a result may have " + least
                            + " bytes (limits.resultBytes)"));
        }
        check.weaknesses().forEach(weakness -> found.add(new Finding(State.WARN, "database", weakness)));
        return found;
    }

    private static Finding tables(DatabaseCheck check) {
        if (check.unknown() > 0) {
            return new Finding(
                    State.FAIL,
                    "tables",
                    check.unknown() + " migrations of a newer release have run; run that release");
        }
        return check.pending() == 0
                ? new Finding(State.OK, "tables", "up to date")
                : new Finding(State.OK, "tables", check.pending() + " migrations to come; the next start runs them");
    }

    private Future<List<Finding>> redis() {
        return told(
                "redis",
                "redis.uri",
                links.redisState().ask(),
                facts -> List.of(finding(
                        "redis",
                        facts.getString("version") + ", " + facts.getLong("memoryBytes") / 1_000_000 + " MB",
                        facts)));
    }

    private Future<List<Finding>> broker() {
        var broker = config.broker();
        var place = broker.virtualHost() + " at " + broker.host() + ":" + broker.port();
        var answer = links.source()
                .state()
                .map(facts -> finding(
                        "broker",
                        facts.getLong("statusMessages") + " messages wait, " + facts.getLong("deadLetters")
                                + " dead letters",
                        facts))
                .recover(failure -> reason(failure).contains("no queue")
                        ? Future.succeededFuture(
                                new Finding(State.OK, "broker", "no queues yet; the next start declares them"))
                        : Future.failedFuture(failure));
        return told("broker", place, answer, List::of);
    }

    private static Finding finding(String about, String said, JsonObject facts) {
        var fault = facts.getString("fault");
        return fault == null ? new Finding(State.OK, about, said) : new Finding(State.FAIL, about, fault);
    }

    /** Those that are listed are asked anyway. */
    private Future<List<Finding>> announced() {
        return new RedisRoster(links.redis(), config.workers().token())
                .addresses(Instant.now())
                .compose(addresses -> {
                    var asked = addresses.stream()
                            .filter(each -> !config.workers().urls().contains(each))
                            .map(this::worker)
                            .toList();
                    return Future.join(asked).map(all -> asked.stream()
                            .flatMap(each -> each.result().stream())
                            .toList());
                })
                .map(found -> found.isEmpty() && config.workers().urls().isEmpty()
                        ? List.of(new Finding(State.WARN, "worker", "none has announced itself yet"))
                        : found)
                .otherwise(failure -> List.of(new Finding(State.FAIL, "worker", "announced ones: " + reason(failure))));
    }

    private Future<List<Finding>> worker(String address) {
        FlaskModelWorkers workers = links.workers();
        return told(
                "worker",
                address,
                workers.models(address),
                facts -> List.of(new Finding(
                        State.OK,
                        "worker",
                        address + ": "
                                + facts.getJsonArray("models", new JsonArray()).size() + " models")));
    }

    private static <T> Future<List<Finding>> told(
            String about, String place, Future<T> answer, Function<T, List<Finding>> findings) {
        return answer.timeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .map(findings)
                .otherwise(failure -> List.of(new Finding(State.FAIL, about, place + ": " + reason(failure))));
    }

    /** The first that it or any of its causes says. */
    private static String reason(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            var message = cause.getMessage();
            if (message != null && !message.isBlank()) {
                return message.lines().findFirst().orElse(message);
            }
        }
        return failure.toString();
    }
}
