package io.driftline.faults.lab;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.atomic.AtomicInteger;

/** Takes every order and never speaks again; says that it serves what a real worker serves. */
public final class SilentWorker implements AutoCloseable {
    private final HttpServer server;
    private final AtomicInteger taken = new AtomicInteger();

    public SilentWorker(Vertx vertx, int realPort) {
        var real = vertx.createHttpClient();
        server = Waiting.on(vertx.createHttpServer()
                .requestHandler(request -> {
                    if (request.path().equals("/models")) {
                        real.request(HttpMethod.GET, realPort, "127.0.0.1", "/models")
                                .compose(asked -> asked.putHeader("Authorization", "Bearer " + Lab.WORKER_TOKEN)
                                        .send())
                                .compose(answer -> answer.body())
                                .onSuccess(models -> request.response().end(models))
                                .onFailure(away ->
                                        request.response().setStatusCode(503).end());
                    } else if (request.method().equals(HttpMethod.POST)) {
                        request.body().onSuccess(order -> take(request, order.toJsonObject()));
                    }
                })
                .listen(0, "127.0.0.1"));
    }

    private void take(HttpServerRequest request, JsonObject order) {
        taken.incrementAndGet();
        request.response()
                .setStatusCode(202)
                .end(new JsonObject()
                        .put("job", order.getString("job"))
                        .put("attempt", order.getInteger("attempt"))
                        .put("room", 2)
                        .toBuffer());
    }

    public String url() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    public int taken() {
        return taken.get();
    }

    @Override
    public void close() {
        Waiting.on(server.close());
    }
}
