package io.driftline.api.caller;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Bodies over a real connection: they come once nobody holds their request any more, and not before. */
class PausedRequestTest {
    private final Vertx vertx = Vertx.vertx();
    private final CompletableFuture<Buffer> body = new CompletableFuture<>();

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void comesOnceTheLastHoldIsReleased() throws Exception {
        var held = sent(ctx -> {
            PausedRequest.hold(ctx);
            PausedRequest.hold(ctx);
            PausedRequest.release(ctx);
        });
        assertThat(onItsThread(held, body::isDone)).isFalse();
        onItsThread(held, () -> {
            PausedRequest.release(held);
            return true;
        });
        assertThat(body.get(10, TimeUnit.SECONDS)).hasToString("text");
    }

    @Test
    void comesAtOnceWhenAllHoldsAreLetGo() throws Exception {
        sent(ctx -> {
            PausedRequest.hold(ctx);
            PausedRequest.hold(ctx);
            PausedRequest.letGo(ctx);
        });
        assertThat(body.get(10, TimeUnit.SECONDS)).hasToString("text");
    }

    @Test
    void aReleaseTooManyHoldsNobodyBack() throws Exception {
        sent(ctx -> {
            PausedRequest.release(ctx);
            PausedRequest.hold(ctx);
            PausedRequest.release(ctx);
        });
        assertThat(body.get(10, TimeUnit.SECONDS)).hasToString("text");
    }

    /** Sends a body of four letters to a server that does {@code first} with the request before it listens to what comes. */
    private RoutingContext sent(Consumer<RoutingContext> first) throws Exception {
        var arrived = new CompletableFuture<RoutingContext>();
        var router = Router.router(vertx);
        router.route().handler(ctx -> {
            first.accept(ctx);
            ctx.request().body().onSuccess(body::complete);
            arrived.complete(ctx);
        });
        var server = vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1");
        server.compose(listening -> vertx.createHttpClient()
                        .request(HttpMethod.POST, listening.actualPort(), "127.0.0.1", "/")
                        .compose(request -> request.send("text")))
                .onFailure(arrived::completeExceptionally);
        return arrived.get(10, TimeUnit.SECONDS);
    }

    /** Waits long enough for what was sent to have come, were it not held. */
    private <T> T onItsThread(RoutingContext ctx, Callable<T> action) throws Exception {
        var answer = new CompletableFuture<T>();
        ctx.vertx().setTimer(200, later -> {
            try {
                answer.complete(action.call());
            } catch (Exception failed) {
                answer.completeExceptionally(failed);
            }
        });
        return answer.get(10, TimeUnit.SECONDS);
    }
}
