package io.driftline.faults;

import static io.driftline.faults.Experiment.fault;

import io.driftline.faults.lab.Part;
import io.driftline.faults.lab.Waiting;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What may go wrong when a gateway starts: kills while tables are changed, and a clock that is not right. */
final class StartExperiments {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Path FAKETIME = Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1");
    private static final int STATEMENTS = 5;

    /** What only measures time is left alone, in waits too, or the JVM would not wait at all. */
    private static final Map<String, String> AHEAD = Map.of(
            "LD_PRELOAD",
            FAKETIME.toString(),
            "FAKETIME",
            "+90s",
            "FAKETIME_DONT_FAKE_MONOTONIC",
            "1",
            "FAKETIME_FORCE_MONOTONIC_FIX",
            "0");

    /** Takes back what the last migrations did, so that the next start is an upgrade. */
    private static final List<String> REWIND = List.of(
            "DROP TABLE model_day",
            "DROP TABLE role_audit",
            "ALTER TABLE `user` DROP KEY user_role, DROP KEY user_name",
            "ALTER TABLE job DROP KEY job_finished, ADD KEY job_finished (finished_at, created_at)",
            "ALTER TABLE token DROP COLUMN scopes",
            "DELETE FROM migration WHERE version IN (9, 10)");

    private StartExperiments() {}

    static List<Experiment> all() {
        return List.of(
                fault("F35", "one of two gateways has a clock 90 s ahead", 20, StartExperiments::skewedClock)
                        .with(2, 1),
                fault(
                        "F45",
                        "the gateway is killed after every statement of an upgrade",
                        20,
                        StartExperiments::upgrade));
    }

    /** Each start finds the statement that met the kill done already, and comes one further. */
    private static void upgrade(Run run) throws IOException, SQLException {
        var gateway = run.lab().gateway();
        gateway.kill();
        run.lab().changeTables(REWIND);
        for (int kills = 1; kills < STATEMENTS; kills++) {
            gateway.start("MIGRATION_DONE_NOT_NOTED:halt@2");
            run.require(gateway.awaitEnd(PATIENCE), "the gateway never came to its fail point");
        }
        gateway.start("");
        run.require(
                Waiting.until(PATIENCE, () -> gateway.isReady() || !gateway.isUp()) && gateway.isReady(),
                "the gateway did not start again after kills inside of its migrations");
        run.lifted();
    }

    private static void skewedClock(Run run) throws IOException, InterruptedException {
        if (!Files.exists(FAKETIME)) {
            throw new IllegalStateException(FAKETIME + " is missing (Debian: faketime)");
        }
        var right = run.lab().gateways().get(0);
        var skewed = run.lab().gateways().get(1);
        skewed.terminate();
        skewed.start("", AHEAD);
        run.require(
                Waiting.until(
                        PATIENCE,
                        () -> skewed.misses("clock", "ahead of the database's")
                                && skewed.needed().getJsonObject("api").getBoolean("up")),
                "the gateway whose clock is wrong does not say so");
        var http = HttpClient.newHttpClient();
        var made = http.send(signUp(skewed, run, "skewed").build(), BodyHandlers.ofString());
        run.require(made.statusCode() == 201, "a sign-up at the skewed gateway was answered " + made.statusCode());
        for (Part gateway : List.of(skewed, right)) {
            // Behind one address both would go by one name of the cookie; here each has a port.
            var cookies = Experiments.cookies(made).replaceAll("_[0-9]+=", "_" + gateway.port() + "=");
            int own = status(
                    http, request(gateway, "/session").header("Cookie", cookies).GET());
            run.require(own == 200, "a session of the skewed gateway was answered " + own + " by " + gateway.name());
        }
        int other = status(http, signUp(right, run, "right"));
        run.require(other == 201, "a sign-up at the right gateway was answered " + other);
        skewed.terminate();
        skewed.start("");
        skewed.awaitReady();
        run.lifted();
    }

    private static HttpRequest.Builder signUp(Part gateway, Run run, String name) {
        return request(gateway, "/users")
                .POST(BodyPublishers.ofString("{\"email\":\"" + name + run.seed() + System.nanoTime()
                        + "@faults.example\",\"name\":\"C\",\"password\":\"a long passphrase for faults\"}"));
    }

    private static HttpRequest.Builder request(Part gateway, String path) {
        var origin = "http://127.0.0.1:" + gateway.port();
        return HttpRequest.newBuilder(URI.create(origin + "/api/v1" + path))
                .header("Content-Type", "application/json")
                .header("Origin", origin);
    }

    private static int status(HttpClient http, HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString()).statusCode();
    }
}
