package io.driftline.bench;

import io.driftline.bench.load.Pairs;
import io.driftline.bench.load.Tab;
import io.driftline.bench.load.User;
import io.driftline.embedded.FreePort;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Very many tabs, each of which has missed a little, come back at once after a restart of the service. */
final class Storm {
    private static final int USERS = 500;
    private static final int AT_ONCE = 50;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** For all users to sign up one after the other, which costs the hash of a password each, on a busy machine. */
    private static final Duration JOINING = Duration.ofMinutes(20);

    private static final double ALL_BACK_SECONDS = 20;

    private final Options options;
    private final Vertx vertx;
    private final Path data;
    private final Path programs;
    private final HttpClient http;
    private final WebSocketClient sockets;
    private final List<Tab> tabs = new ArrayList<>();
    private final Map<String, Double> resident = new LinkedHashMap<>();
    private double stopSeconds;
    private double startSeconds;
    private double backSeconds;
    private double awaySeconds;
    private int peak;

    Storm(Options options, Vertx vertx, Path data, Path programs) {
        this.options = options;
        this.vertx = vertx;
        this.data = data;
        this.programs = programs;
        this.http = vertx.createHttpClient(new HttpClientOptions(), new PoolOptions().setHttp1MaxSize(4));
        this.sockets = vertx.createWebSocketClient(new WebSocketClientOptions()
                .setMaxConnections(2 * options.storm())
                .setConnectTimeout(10_000)
                .setIdleTimeout(0));
    }

    void measure() throws IOException, InterruptedException, TimeoutException {
        int port = FreePort.find();
        var gateway = Gateway.start(options, data, programs, port);
        try {
            var body = new Pairs(1, "one-hot", Loads.example(gateway), options.seed()).next();
            var tokens = await(JOINING, () -> join(port, body));
            remember("gateway before any socket", gateway);
            await(() -> open(port, tokens));
            await(() -> until(() -> tabs.stream().allMatch(tab -> tab.received() >= Tab.EVENTS_A_JOB)));
            remember("gateway with all sockets", gateway);
            await(() -> {
                tabs.forEach(Tab::loseSome);
                return Future.succeededFuture();
            });
            stopSeconds = gateway.stop().took().toMillis() / 1e3;
            gateway = Gateway.start(options, data, programs, port);
            startSeconds = gateway.startedIn().toMillis() / 1e3;
            long ready = System.nanoTime();
            await(() -> until(() -> tabs.stream().allMatch(Tab::isBack)));
            backSeconds =
                    seconds(ready, tabs.stream().mapToLong(Tab::backAt).max().orElse(ready));
            awaySeconds = tabs.stream()
                    .mapToDouble(tab -> seconds(tab.lostAt(), tab.backAt()))
                    .max()
                    .orElse(0);
            peak = peak();
            remember("gateway after all came back", gateway);
        } finally {
            gateway.stop();
        }
    }

    private static double seconds(long from, long to) {
        return Math.max(0, to - from) / 1e9;
    }

    private void remember(String when, Gateway gateway) {
        resident.put(when, gateway.processes().resident().getOrDefault("gateway", 0.0));
    }

    /** Each user signs up, takes a token, and submits one job, so that there is something to be told. */
    private Future<List<String>> join(int port, Buffer body) {
        List<String> tokens = new ArrayList<>();
        Future<Void> joined = Future.succeededFuture();
        for (int i = 0; i < USERS; i++) {
            String name = "storm-" + i;
            joined = joined.compose(before -> User.token(http, port, name)).compose(token -> {
                tokens.add(token);
                return submit(port, token, body);
            });
        }
        return joined.map(tokens);
    }

    private Future<Void> submit(int port, String token, Buffer body) {
        return http.request(HttpMethod.POST, port, "127.0.0.1", "/api/v1/jobs")
                .compose(request -> request.putHeader("Content-Type", "application/json")
                        .putHeader("Authorization", "Bearer " + token)
                        .send(body))
                .compose(response -> response.body())
                .mapEmpty();
    }

    /** The tabs open in some groups, for this is not yet the storm. */
    private Future<Void> open(int port, List<String> tokens) {
        for (int i = 0; i < options.storm(); i++) {
            tabs.add(new Tab(vertx, sockets, port, tokens.get(i % tokens.size())));
        }
        Future<Void> opened = Future.succeededFuture();
        for (int from = 0; from < tabs.size(); from += AT_ONCE) {
            var group = tabs.subList(from, Math.min(tabs.size(), from + AT_ONCE));
            opened = opened.compose(before ->
                    Future.join(group.stream().map(Tab::connect).toList()).mapEmpty());
        }
        return opened;
    }

    private Future<Void> until(BooleanSupplier reached) {
        Promise<Void> promise = Promise.promise();
        vertx.setPeriodic(100, timer -> {
            if (reached.getAsBoolean()) {
                vertx.cancelTimer(timer);
                promise.complete();
            }
        });
        return promise.future();
    }

    /** The most that came back in one second. */
    private int peak() {
        Map<Long, Integer> bySecond = new TreeMap<>();
        tabs.forEach(tab -> bySecond.merge(tab.backAt() / 1_000_000_000, 1, Integer::sum));
        return bySecond.values().stream().mapToInt(each -> each).max().orElse(0);
    }

    private <T> T await(Supplier<Future<T>> work) throws InterruptedException, TimeoutException {
        return await(PATIENCE, work);
    }

    private <T> T await(Duration patience, Supplier<Future<T>> work) throws InterruptedException, TimeoutException {
        Promise<T> done = Promise.promise();
        vertx.getOrCreateContext().runOnContext(run -> work.get().onComplete(done));
        try {
            return done.future().toCompletionStage().toCompletableFuture().get(patience.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            throw new IllegalStateException(failed.getCause());
        }
    }

    void report(Report report) {
        report.section("Storm: " + options.storm() + " sockets of " + USERS + " users come back after a restart");
        report.line("Each comes back with full jitter, as the page does, and asks for the last " + Tab.LOST
                + " events again.");
        report.line("");
        report.head();
        report.row("stop after SIGTERM, with all sockets", "s", List.of(stopSeconds));
        report.row("start", "s", List.of(startSeconds));
        report.atMost("ready to the last socket resumed", "s", List.of(backSeconds), ALL_BACK_SECONDS);
        report.row("longest time that a tab was away", "s", List.of(awaySeconds));
        report.row("most resumed in one second", "", List.of((double) peak));
        report.row("attempts while the service was away", "", sum(Tab::refusedWhileAway));
        report.row("upgrades that failed otherwise", "", sum(Tab::failed));
        report.row("lines lost without 1012", "", sum(Tab::cut));
        report.none("holes in what was told", sum(Tab::holes));
        resident.forEach((when, mib) -> report.row("resident: " + when, "MiB", List.of(mib)));
    }

    private List<Double> sum(java.util.function.ToIntFunction<Tab> count) {
        return List.of((double) tabs.stream().mapToInt(count).sum());
    }
}
