package io.driftline.faults;

import static io.driftline.faults.Experiment.fault;

import io.driftline.faults.lab.Part;
import io.driftline.faults.lab.Signal;
import io.driftline.faults.lab.SilentWorker;
import io.driftline.faults.lab.Waiting;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/** The table of faults; their numbers are those of the list of experiments that the service was designed against. */
final class Experiments {
    private static final Duration SHORT = Duration.ofSeconds(5);
    private static final Duration OUTAGE = Duration.ofSeconds(10);
    private static final Duration LINK_CUT = Duration.ofSeconds(12);
    private static final Duration ECHO = Duration.ofSeconds(5);
    private static final Duration DRAIN = Duration.ofSeconds(10);
    private static final Duration REFUSED_WITHIN = Duration.ofSeconds(2);
    private static final int KILLS = 4;
    private static final Set<String> SMOKE = Set.of(
            "F01-SUBMISSION_COMMITTED",
            "F02-STAGED_NOT_POSTED",
            "F03-APPLIED_NOT_COMMITTED",
            "F04-EVENTS_READ_NOT_SENT",
            "F07-PUBLISHED_NOT_NOTED");

    private Experiments() {}

    static List<Experiment> all() {
        List<Experiment> all = new ArrayList<>();
        all.add(fault("F00", "nothing at all", 5, Run::lifted).inSmoke());
        failPoints(all);
        processes(all);
        servers(all);
        messages(all);
        HungWork.add(all);
        Letters.add(all);
        BrokerAlarms.add(all);
        all.addAll(StartExperiments.all());
        all.addAll(DatabaseFaults.all());
        return all;
    }

    private static void failPoints(List<Experiment> all) {
        gateway(
                all,
                "F01",
                10,
                Map.of(
                        "BODY_READ",
                        20,
                        "SUBMITTED_NOT_COMMITTED",
                        20,
                        "SUBMISSION_COMMITTED",
                        20,
                        "ACCEPTED_NOT_ANSWERED",
                        20,
                        "ACCEPTED_ANSWERED",
                        20));
        gateway(
                all,
                "F02",
                20,
                Map.of(
                        "QUEUED_NOT_CLAIMED",
                        15,
                        "CLAIMED_NOT_STAGED",
                        15,
                        "STAGED_NOT_POSTED",
                        15,
                        "WORKER_ANSWERED",
                        15,
                        "ANSWER_UNDERSTOOD",
                        15));
        gateway(
                all,
                "F03",
                10,
                Map.of(
                        "DELIVERED_NOT_APPLIED",
                        30,
                        "APPLIED_NOT_COMMITTED",
                        30,
                        "COMMITTED_NOT_TOLD",
                        30,
                        "TOLD_NOT_ACKNOWLEDGED",
                        30,
                        "ACKNOWLEDGED",
                        30));
        gateway(all, "F04", 10, Map.of("ANNOUNCEMENT_RECEIVED", 60));
        all.add(smoke(fault("F04-EVENTS_READ_NOT_SENT", "the gateway is killed at EVENTS_READ_NOT_SENT", 10, run -> {
                    run.crowd().people().forEach(person -> run.crowd().listen(person, 1));
                    run.gatewayDiesAndComesBack();
                })
                .gatewayAt("EVENTS_READ_NOT_SENT:halt@15")));
        all.add(fault("F04-DRAINING", "the gateway dies while it drains", 10, run -> {
                    run.lab().gateway().terminate();
                    run.gatewayDiesAndComesBack();
                })
                .gatewayAt("DRAINING:halt"));
        all.add(fault(
                        "F04-SESSION_RENEWED_NO_COOKIE",
                        "the gateway dies before the renewed session's cookie leaves",
                        10,
                        Experiments::renewal)
                .gatewayAt("SESSION_RENEWED_NO_COOKIE:halt"));
        for (String point : List.of(
                "CLAIMED_NOT_STAGED",
                "STAGED_NOT_POSTED",
                "WORKER_ANSWERED",
                "ANSWER_UNDERSTOOD",
                "DELIVERED_NOT_APPLIED",
                "COMMITTED_NOT_TOLD",
                "TOLD_NOT_ACKNOWLEDGED")) {
            all.add(fault(point + "-pause", "the gateway dwells at " + point + " for 20 s", 30, run -> {
                        Waiting.pass(OUTAGE.multipliedBy(2));
                        run.lifted();
                    })
                    .gatewayAt(point + ":pause@15"));
        }
        for (String point : List.of("WORKER_TOOK_IT", "NOT_PUBLISHED", "PUBLISHED_NOT_NOTED", "CONFIRMED_AND_NOTED")) {
            all.add(smoke(fault("F07-" + point, "the worker is killed at " + point, 20, Run::workerDiesAndComesBack)
                    .workerAt(point + ":halt@25")));
        }
        all.add(fault("F07-WORKER_TOOK_IT-pause", "the worker takes 20 s to answer for a job that it took", 30, run -> {
                    Waiting.pass(OUTAGE.multipliedBy(2));
                    run.lifted();
                })
                .workerAt("WORKER_TOOK_IT:pause@15"));
    }

    private static void gateway(List<Experiment> all, String row, int seconds, Map<String, Integer> points) {
        points.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(point -> fault(
                                row + "-" + point.getKey(),
                                "the gateway is killed at " + point.getKey(),
                                seconds,
                                Run::gatewayDiesAndComesBack)
                        .gatewayAt(point.getKey() + ":halt@" + point.getValue()))
                .map(Experiments::smoke)
                .forEach(all::add);
    }

    private static Experiment smoke(Experiment experiment) {
        return SMOKE.contains(experiment.name()) ? experiment.inSmoke() : experiment;
    }

    private static void processes(List<Experiment> all) {
        all.add(fault("F05", "one of two gateways is killed again and again", 20, run -> {
                    var random = new Random(run.seed());
                    for (int kills = 0; kills < KILLS; kills++) {
                        var gateway = run.lab().gateways().get(random.nextInt(2));
                        gateway.kill();
                        Waiting.pass(Duration.ofMillis(500L + random.nextInt(3_000)));
                        gateway.start("");
                        gateway.awaitReady();
                        Waiting.pass(Duration.ofMillis(random.nextInt(4_000)));
                    }
                    run.lifted();
                })
                .with(2, 1));
        all.add(fault("F06", "both gateways are killed together", 15, run -> {
                    run.lab().gateways().get(0).kill();
                    run.lab().gateways().get(1).kill();
                    run.lifted();
                    run.lab().gateways().get(0).start("");
                    run.lab().gateways().get(1).start("");
                    run.lab().gateways().get(0).awaitReady();
                    run.lab().gateways().get(1).awaitReady();
                })
                .with(2, 1));
        all.add(fault("F09", "one of two workers is frozen for 15 s", 25, run -> {
                    run.lab().worker().signal(Signal.STOP);
                    run.lifted();
                    Waiting.pass(Duration.ofSeconds(15));
                    run.lab().worker().signal(Signal.CONT);
                })
                .with(1, 2));
        all.add(fault("F10", "a worker takes jobs and never speaks", 50, run -> {
            run.failuresAreAllowed();
            try (var silent =
                    new SilentWorker(run.lab().vertx(), run.lab().worker().port())) {
                run.lab().provide(1, 1, "", "", silent.url());
                Waiting.until(Duration.ofSeconds(30), () -> silent.taken() >= 3);
                run.crowd().end();
                run.lifted();
                run.require(Waiting.until(Duration.ofSeconds(60), run.crowd()::isQuiet), "not every job ended in 60 s");
                run.crowd().begin(Faults.EVERY);
            }
            run.lab().provide(1, 1, "", "", null);
        }));
        all.add(fault("F38", "500 sockets lose their gateway at once", 20, run -> {
            run.crowd().join(44, 2);
            run.crowd().people().forEach(person -> run.crowd().listen(person, 8));
            run.require(Waiting.until(OUTAGE, run.crowd()::allListen), "not all could listen");
            run.lab().gateway().kill();
            run.lab().gateway().start("");
            run.lab().gateway().awaitReady();
            run.lifted();
            run.require(Waiting.until(Duration.ofSeconds(20), run.crowd()::allListen), "not all were back in 20 s");
        }));
        all.add(fault("F40", "two gateways are restarted in turn by SIGTERM", 10, run -> {
                    for (Part gateway : run.lab().gateways()) {
                        var took = gateway.terminate();
                        run.requireWithin(DRAIN, took, "the drain");
                        run.require(gateway.status() == 0, "it ended with status " + gateway.status());
                        gateway.start("");
                        gateway.awaitReady();
                        Waiting.pass(Duration.ofSeconds(1));
                    }
                    run.lifted();
                    run.noReruns();
                    run.require(
                            run.crowd().broken() == 0,
                            run.crowd().broken() + " requests lost their connection after they were sent");
                })
                .with(2, 1)
                .inSmoke());
    }

    private static void servers(List<Experiment> all) {
        all.add(fault("F11", "RabbitMQ is killed for 5 s", 20, run -> outage(run, "broker", SHORT))
                .inSmoke());
        all.add(fault(
                "F11-long", "RabbitMQ is killed for 60 s", 20, run -> outage(run, "broker", OUTAGE.multipliedBy(6))));
        all.add(fault("F11-frozen", "RabbitMQ hangs for 2 s and is then killed", 20, run -> {
            Signal.STOP.group(run.lab().server("broker").pid());
            Waiting.pass(Duration.ofSeconds(2));
            outage(run, "broker", Duration.ZERO);
        }));
        all.add(fault("F12", "RabbitMQ is stopped and started again", 20, run -> {
            run.lab().stopServer("broker");
            run.lab().startServer("broker");
            run.lifted();
        }));
        all.add(fault("F15", "Redis is killed for 5 s", 20, run -> outage(run, "redis", SHORT))
                .inSmoke());
        all.add(fault("F15-link", "the link between two gateways is cut again and again for 12 s", 10, run -> {
                    long until = System.currentTimeMillis() + LINK_CUT.toMillis();
                    while (System.currentTimeMillis() < until) {
                        run.cutLinks();
                        Waiting.pass(Duration.ofMillis(50));
                    }
                    run.lifted();
                    Waiting.until(ECHO, () -> false);
                    var slowest = run.crowd().slowestEcho(until);
                    run.require(
                            slowest.compareTo(ECHO) < 0,
                            "a tab was told " + slowest.toMillis() + " ms after another of the same person");
                })
                .with(2, 1));
        all.add(fault("F16", "Redis is flushed ten times", 20, run -> {
                    for (int times = 0; times < 10; times++) {
                        run.flushRedis();
                        Waiting.pass(Duration.ofMillis(300));
                    }
                    run.lifted();
                })
                .inSmoke());
        all.add(fault("F13", "RabbitMQ is away for 20 s, and no attempt is taken for dead", 20, run -> {
            outage(run, "broker", OUTAGE.multipliedBy(2));
            run.noReruns();
        }));
        all.add(fault("F17", "results in Redis are replaced before they are fetched", 30, run -> {
                    for (int times = 0; times < 210; times++) {
                        run.replaceResults();
                        Waiting.pass(Duration.ofMillis(100));
                    }
                    run.lifted();
                })
                .workerAt("NOT_PUBLISHED:pause@25"));
        all.add(fault("F19", "MariaDB is killed for 5 s", 20, run -> {
                    outage(run, "database", SHORT);
                    run.require(run.crowd().refusals().count() > 0, "nothing was refused while the database was away");
                    run.requireWithin(REFUSED_WITHIN, run.crowd().refusals().slowest(0), "a refusal");
                })
                .inSmoke());
    }

    private static void outage(Run run, String server, Duration length) throws IOException {
        run.lab().killServer(server);
        Waiting.pass(length);
        run.lab().startServer(server);
        run.lifted();
    }

    private static void messages(List<Experiment> all) {
        all.add(fault("F26", "messages of attempts that never were", 10, run -> {
                    run.crowd().onAccepted(run.mischief()::forgeAttempts);
                    Waiting.pass(SHORT);
                    run.lifted();
                })
                .inSmoke());
        all.add(fault("F27", "every message comes up to four times", 10, run -> {
                    run.mischief().repeatEverything();
                    Waiting.pass(SHORT);
                    run.lifted();
                })
                .inSmoke());
        all.add(fault("F29", "poison of eight kinds", 10, run -> {
                    run.mischief().watchDeadLetters();
                    for (int times = 0; times < 20; times++) {
                        run.mischief().poison(2);
                        Waiting.pass(Duration.ofMillis(100));
                    }
                    run.require(
                            Waiting.until(
                                    Duration.ofSeconds(10),
                                    () -> run.mischief().buried()
                                            >= run.mischief().made()),
                            "not every poison is a dead letter after 10 s");
                    run.require(
                            run.mischief().buried() == run.mischief().made(),
                            run.mischief().buried() + " dead letters of "
                                    + run.mischief().made() + " poisons");
                    run.lifted();
                })
                .inSmoke());
    }

    /** The renewal that was committed but not answered must not cost the session. */
    private static void renewal(Run run) throws IOException, InterruptedException {
        var http = HttpClient.newHttpClient();
        var signedUp = http.send(
                post(run, "/users", "")
                        .POST(BodyPublishers.ofString("{\"email\":\"renewal-" + run.seed() + System.nanoTime()
                                + "@faults.example\",\"name\":\"R\",\"password\":\"a long passphrase for faults\"}"))
                        .build(),
                BodyHandlers.ofString());
        var cookies = cookies(signedUp);
        try {
            http.send(
                    post(run, "/session/refresh", cookies)
                            .POST(BodyPublishers.noBody())
                            .build(),
                    BodyHandlers.ofString());
            run.require(false, "the renewal was answered");
        } catch (IOException halted) {
            run.require(!(halted instanceof ConnectException), "the gateway was away already");
        }
        run.gatewayDiesAndComesBack();
        var again = http.send(
                post(run, "/session/refresh", cookies)
                        .POST(BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
        run.require(again.statusCode() == 200, "the old cookie was answered " + again.statusCode());
    }

    private static HttpRequest.Builder post(Run run, String path, String cookies) {
        var origin = "http://127.0.0.1:" + run.lab().gateway().port();
        var request = HttpRequest.newBuilder(URI.create(origin + "/api/v1" + path))
                .header("Content-Type", "application/json")
                .header("Origin", origin);
        return cookies.isEmpty() ? request : request.header("Cookie", cookies);
    }

    static String cookies(HttpResponse<String> response) {
        return response.headers().allValues("Set-Cookie").stream()
                .map(cookie -> cookie.substring(0, cookie.indexOf(';')))
                .collect(Collectors.joining("; "));
    }
}
