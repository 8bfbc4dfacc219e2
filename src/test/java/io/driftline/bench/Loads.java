package io.driftline.bench;

import io.driftline.bench.load.Load;
import io.driftline.bench.load.Pairs;
import io.driftline.bench.load.Traces;
import io.driftline.bench.load.Traces.Trace;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** The two loads on one running service, and what they say. */
final class Loads {
    private static final int STEADY_USERS = 5;
    private static final int RUSH_USERS = 20;
    private static final int WARM_UP_JOBS = 50;
    private static final Duration EVERY = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final double P50_MILLIS = 80;
    private static final double P99_MILLIS = 300;
    private static final double JOBS_A_SECOND = 30;

    private final Options options;
    private final Vertx vertx;
    private final Gateway gateway;
    private final Pairs pairs;
    private final List<Measured> first = new ArrayList<>();
    private final List<Measured> steady = new ArrayList<>();
    private final List<Measured> rush = new ArrayList<>();

    Loads(Options options, Vertx vertx, Gateway gateway) throws IOException, InterruptedException {
        this.options = options;
        this.vertx = vertx;
        this.gateway = gateway;
        var example = example(gateway);
        this.pairs = new Pairs(1, "one-hot", example, options.seed());
    }

    static String example(Gateway gateway) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + "/api/v1/examples"))
                .build();
        var answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        return new JsonObject(answer.body())
                .getJsonArray("items").stream()
                        .map(JsonObject.class::cast)
                        .filter(each -> "h3n2-variant".equals(each.getString("id")))
                        .map(each -> each.getString("sequences"))
                        .findFirst()
                        .orElseThrow();
    }

    void measure() throws IOException, InterruptedException, TimeoutException {
        first.add(run("first", 1, load -> load.steady(1, EVERY), 1));
        run("warm-up", STEADY_USERS, load -> load.rush(WARM_UP_JOBS), WARM_UP_JOBS);
        int steadyJobs = (int) options.steady().dividedBy(EVERY);
        for (int i = 0; i < options.runs(); i++) {
            String name = "steady-" + i;
            steady.add(run(name, STEADY_USERS, load -> load.steady(steadyJobs, EVERY), steadyJobs));
            keep(name, steady.get(i));
        }
        for (int i = 0; i < options.runs(); i++) {
            String name = "rush-" + i;
            rush.add(run(name, RUSH_USERS, load -> load.rush(options.jobs()), options.jobs()));
            keep(name, rush.get(i));
        }
    }

    /** Each job's stamps, for those who want to know more than medians. */
    private void keep(String name, Measured run) throws IOException {
        Files.write(
                options.folder().resolve(name + ".csv"),
                run.traces().jobs().stream().map(Trace::csv).toList());
    }

    private Measured run(String name, int users, Function<Load, Future<Traces>> work, int jobs)
            throws IOException, InterruptedException, TimeoutException {
        String loadBefore = Machine.load();
        var load = await(() -> {
            var joining = new Load(vertx, gateway.port(), pairs);
            return joining.join(name, users).map(joining);
        });
        var processes = gateway.processes();
        int workerPort = processes.workerPort().orElseThrow();
        var stagesBefore = Scrape.of(workerPort);
        var cpuBefore = processes.cpu();
        var traces = await(() -> work.apply(load));
        var cpu = Measured.perJob(cpuBefore, processes.cpu(), jobs);
        return new Measured(traces, loadBefore, cpu, Measured.stages(stagesBefore, Scrape.of(workerPort)));
    }

    /** Begins the work on the event loop, where all of it stays, and waits for it here. */
    private <T> T await(Supplier<Future<T>> work) throws InterruptedException, TimeoutException {
        Promise<T> done = Promise.promise();
        vertx.getOrCreateContext().runOnContext(run -> work.get().onComplete(done));
        try {
            return done.future().toCompletionStage().toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            throw new IllegalStateException(failed.getCause());
        }
    }

    void report(Report report) {
        report.section("One pair, " + 1_000 / EVERY.toMillis() + " jobs/s for "
                + options.steady().toSeconds() + " s, " + STEADY_USERS + " users with a socket each");
        loads(report, steady);
        report.head();
        report.row("first job after the start, submit to result", "ms", of(first, 50, Loads::toResult));
        report.row("submit to 202, p50", "ms", of(steady, 50, Loads::toAnswer));
        report.row("submit to 202, p99", "ms", of(steady, 99, Loads::toAnswer));
        report.atMost("submit to result on the socket, p50", "ms", of(steady, 50, Loads::toResult), P50_MILLIS);
        report.row("submit to result on the socket, p90", "ms", of(steady, 90, Loads::toResult));
        report.atMost("submit to result on the socket, p99", "ms", of(steady, 99, Loads::toResult), P99_MILLIS);
        report.row("submit to result on the socket, max", "ms", of(steady, 100, Loads::toResult));
        told(report, steady);
        report.section(options.jobs() + " pairs as separate jobs of " + RUSH_USERS + " users");
        loads(report, rush);
        report.head();
        report.atLeast(
                "jobs a second, first submission to last result told",
                "jobs/s",
                each(rush, run -> run.traces().perSecond()),
                JOBS_A_SECOND);
        report.row("submit to 202, p50", "ms", of(rush, 50, Loads::toAnswer));
        report.row("submit to result on the socket, p50", "ms", of(rush, 50, Loads::toResult));
        report.row("submissions told to come later", "", each(rush, run -> run.traces()
                .refusals()));
        told(report, rush);
        stages(report, "steady load", steady);
        stages(report, "many jobs at once", rush);
    }

    private static void loads(Report report, List<Measured> runs) {
        report.line("Load average before each run: "
                + String.join("; ", runs.stream().map(Measured::loadBefore).toList()) + ".");
        report.line("");
    }

    private static void told(Report report, List<Measured> runs) {
        report.none("jobs without a success told (lost)", each(runs, run -> run.traces()
                .lost()));
        report.none("events or ends told twice", each(runs, run -> run.traces().duplicated()));
        report.none("jobs told to another user", each(runs, run -> run.traces().foreign()));
        report.none("holes in a user's events", each(runs, run -> run.traces().skipped()));
    }

    private static void stages(Report report, String title, List<Measured> runs) {
        report.section("Where the time goes, " + title);
        report.line("Medians over the jobs of a run, from the times at which events were recorded. A worker may tell of"
                + " several stages at once; \"in the worker\" is the mean it measured itself.");
        report.line("");
        report.head();
        report.row("request sent to its queued event", "ms", of(runs, 50, job -> job.at("queued") - job.sent()));
        report.row("queued event to 202: commit, answer", "ms", of(runs, 50, job -> job.accepted() - job.at("queued")));
        step(report, runs, "queued", "checking", " (claim, stage, dispatch, begin)");
        step(report, runs, "checking", "encoding", "");
        step(report, runs, "encoding", "predicting", "");
        step(report, runs, "predicting", "result", "");
        for (String stage : List.of("queued", "checking", "result")) {
            report.row(
                    stage + " event to the socket: commit, announce, push",
                    "ms",
                    of(runs, 50, job -> job.arrived(stage) - job.at(stage)));
        }
        for (String stage : List.of("checking", "encoding", "predicting", "result")) {
            report.row(stage + " in the worker", "ms", each(runs, run -> run.worker()
                    .getOrDefault(stage, 0.0)));
        }
        runs.get(0)
                .cpu()
                .keySet()
                .forEach(kind -> report.row("CPU for one job: " + kind, "ms", each(runs, run -> run.cpu()
                        .getOrDefault(kind, 0.0))));
        report.row("CPU for one job: all but bench", "ms", each(runs, run -> run.cpu().entrySet().stream()
                .filter(each -> !each.getKey().equals("bench"))
                .mapToDouble(Map.Entry::getValue)
                .sum()));
    }

    private static void step(Report report, List<Measured> runs, String from, String to, String what) {
        report.row(from + " → " + to + what, "ms", of(runs, 50, job -> job.at(to) - job.at(from)));
    }

    private static double toAnswer(Trace job) {
        return job.accepted() - job.sent();
    }

    private static double toResult(Trace job) {
        return job.arrived("result") - job.sent();
    }

    private static List<Double> of(List<Measured> runs, double percent, ToDoubleFunction<Trace> micros) {
        return each(runs, run -> run.percentile(percent, micros));
    }

    private static List<Double> each(List<Measured> runs, ToDoubleFunction<Measured> value) {
        return runs.stream().map(value::applyAsDouble).toList();
    }
}
