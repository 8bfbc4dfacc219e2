package io.driftline.bench.load;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.WebSocketClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Users with open sockets who submit pairs, all on one event loop. One instance runs one load, once its users have joined. */
public final class Load {
    private static final Duration LAST_END_WITHIN = Duration.ofMinutes(2);
    private static final int CONNECTIONS = 64;

    private final Vertx vertx;
    private final HttpClient http;
    private final WebSocketClient sockets;
    private final int port;
    private final Pairs pairs;
    private final List<User> users = new ArrayList<>();
    private final Promise<Void> ended = Promise.promise();
    private int wanted;
    private int handedOut;
    private int ends;
    private int refusals;

    public Load(Vertx vertx, int port, Pairs pairs) {
        this.vertx = vertx;
        this.port = port;
        this.pairs = pairs;
        this.http = vertx.createHttpClient(new HttpClientOptions(), new PoolOptions().setHttp1MaxSize(CONNECTIONS));
        this.sockets = vertx.createWebSocketClient();
    }

    /** Jobs at a fixed rate, by the users in turn, whether or not the earlier ones have ended. */
    public Future<Traces> steady(int jobs, Duration every) {
        wanted = jobs;
        vertx.setPeriodic(1, every.toMillis(), timer -> {
            if (handedOut < wanted) {
                submit(users.get(handedOut++ % users.size()));
            } else {
                vertx.cancelTimer(timer);
            }
        });
        return finish(every.multipliedBy(jobs));
    }

    /** Jobs as fast as they are admitted: each user submits the next one when the last was answered. */
    public Future<Traces> rush(int jobs) {
        wanted = jobs;
        users.forEach(this::submitNext);
        return finish(Duration.ZERO);
    }

    /** Users sign up and open their sockets; their passwords cost more than a job, and are no part of a load. */
    public Future<Void> join(String name, int count) {
        Future<Void> joined = Future.succeededFuture();
        for (int i = 0; i < count; i++) {
            String each = name + "-" + i;
            joined = joined.compose(before -> User.join(http, sockets, port, each, this::oneEnded))
                    .onSuccess(users::add)
                    .mapEmpty();
        }
        return joined;
    }

    private void submitNext(User user) {
        if (handedOut < wanted) {
            handedOut++;
            submit(user).onSuccess(accepted -> submitNext(user));
        }
    }

    /** Completes once accepted; a refusal is tried again when the service says. */
    private Future<Void> submit(User user) {
        var body = pairs.next();
        return submit(user, body).onFailure(ended::tryFail);
    }

    private Future<Void> submit(User user, Buffer body) {
        return user.submit(body).compose(answer -> {
            if (answer.accepted()) {
                return Future.succeededFuture();
            }
            refusals++;
            return vertx.timer(Math.max(1, answer.retryAfterSeconds()), TimeUnit.SECONDS)
                    .compose(waited -> submit(user, body));
        });
    }

    private void oneEnded() {
        if (++ends >= wanted) {
            ended.tryComplete();
        }
    }

    /** Waits for the ends, then a little for what should not come any more, such as an event told twice. */
    private Future<Traces> finish(Duration submitting) {
        long late = vertx.setTimer(submitting.plus(LAST_END_WITHIN).toMillis(), timer -> ended.tryComplete());
        return ended.future()
                .compose(done -> vertx.timer(1, TimeUnit.SECONDS))
                .map(waited -> {
                    vertx.cancelTimer(late);
                    return Traces.of(users, wanted, refusals);
                })
                .eventually(() -> Future.join(http.close(), sockets.close()));
    }
}
