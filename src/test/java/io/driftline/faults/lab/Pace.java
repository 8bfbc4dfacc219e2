package io.driftline.faults.lab;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** What an answer that needs nothing takes here and now: a busy machine adds it to every other. */
public final class Pace implements AutoCloseable {
    private static final Duration EVERY = Duration.ofMillis(100);

    private final Vertx vertx;
    private final HttpClient http;
    private final Part gateway;
    private final AtomicLong slowest = new AtomicLong();
    private final long timer;

    public Pace(Vertx vertx, Part gateway) {
        this.vertx = vertx;
        this.gateway = gateway;
        this.http = vertx.createHttpClient();
        this.timer = vertx.setPeriodic(EVERY.toMillis(), tick -> ask());
    }

    private void ask() {
        long asked = System.nanoTime();
        http.request(HttpMethod.GET, gateway.port(), "127.0.0.1", "/api/v1/examples")
                .compose(request -> request.send().compose(HttpClientResponse::body))
                .onSuccess(answer -> slowest.accumulateAndGet(System.nanoTime() - asked, Math::max));
    }

    public Duration slowest() {
        return Duration.ofNanos(slowest.get());
    }

    @Override
    public void close() {
        vertx.cancelTimer(timer);
        Waiting.on(http.close());
    }
}
