package io.driftline.embedded;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * Asks a port of this machine until it answers as it should.
 *
 * @param greeting what is said first; empty if the server speaks first
 * @param welcome tells a good first answer from another
 * @param tls whether it speaks TLS; whose certificate it shows does not matter on this machine
 */
public record Probe(int port, String greeting, Predicate<String> welcome, boolean tls) {
    private static final int PAUSE_MS = 50;
    private static final int CONNECT_MS = 1_000;

    public Probe(int port, String greeting, Predicate<String> welcome) {
        this(port, greeting, welcome, false);
    }

    /** Ready when it answers an HTTP GET of the path with 200. */
    public static Probe http(int port, String path) {
        return http(port, path, false);
    }

    public static Probe http(int port, String path, boolean tls) {
        String request = "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n";
        return new Probe(port, request, answer -> answer.startsWith("HTTP/1.1 200"), tls);
    }

    /** Ready when it sends anything of its own accord. */
    public static Probe greeting(int port) {
        return new Probe(port, "", answer -> true);
    }

    /** Completes at the first good answer; fails after {@code patience}, or as soon as {@code hopeless}. */
    public Future<Void> await(Vertx vertx, Duration patience, BooleanSupplier hopeless) {
        NetClient client = vertx.createNetClient(new NetClientOptions()
                .setConnectTimeout(CONNECT_MS)
                .setSsl(tls)
                .setTrustAll(tls)
                .setHostnameVerificationAlgorithm(""));
        long deadline = System.nanoTime() + patience.toNanos();
        Promise<Void> answered = Promise.promise();
        attempt(vertx, client, deadline, hopeless, answered);
        return answered.future().eventually(client::close);
    }

    private void attempt(
            Vertx vertx, NetClient client, long deadline, BooleanSupplier hopeless, Promise<Void> answered) {
        client.connect(port, "127.0.0.1").compose(this::firstAnswer).onComplete(answer -> {
            if (answer.succeeded() && welcome.test(answer.result())) {
                answered.complete();
            } else if (hopeless.getAsBoolean() || System.nanoTime() > deadline) {
                answered.fail(new TimeoutException("no answer on port " + port));
            } else {
                vertx.setTimer(PAUSE_MS, ignored -> attempt(vertx, client, deadline, hopeless, answered));
            }
        });
    }

    /** The first bytes that arrive, or nothing if the server hangs up or stays silent. */
    private Future<String> firstAnswer(NetSocket socket) {
        Promise<String> first = Promise.promise();
        socket.handler((Buffer bytes) -> first.tryComplete(bytes.toString()));
        socket.closeHandler(ignored -> first.tryFail("hung up"));
        Future<Void> said = greeting.isEmpty() ? Future.succeededFuture() : socket.write(greeting);
        return said.compose(ignored -> first.future())
                .timeout(CONNECT_MS, java.util.concurrent.TimeUnit.MILLISECONDS)
                .eventually(socket::close);
    }
}
