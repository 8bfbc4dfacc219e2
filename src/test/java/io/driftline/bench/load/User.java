package io.driftline.bench.load;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** A user with a personal token and an open socket; keeps what was submitted and what came back. */
public final class User {
    private static final String HOST = "127.0.0.1";
    private static final int ACCEPTED = 202;

    private final HttpClient http;
    private final int port;
    private final String token;
    private final Mailbox mailbox;
    private final List<Submitted> submitted = new ArrayList<>();

    private User(HttpClient http, int port, String token, Mailbox mailbox) {
        this.http = http;
        this.port = port;
        this.token = token;
        this.mailbox = mailbox;
    }

    /** A job that was accepted; times in microseconds of the epoch, around the request. */
    record Submitted(String job, long sent, long accepted) {}

    /** @param retryAfterSeconds 0 when the job was accepted */
    record Answer(int status, long retryAfterSeconds) {
        boolean accepted() {
            return status == ACCEPTED;
        }
    }

    /** Signs up, takes a token and opens the stream. */
    static Future<User> join(HttpClient http, WebSocketClient sockets, int port, String name, Runnable onEnd) {
        return token(http, port, name)
                .map(token -> new User(http, port, token, new Mailbox(onEnd)))
                .compose(user -> user.listen(sockets).map(user));
    }

    /** Signs up and takes a personal token. */
    public static Future<String> token(HttpClient http, int port, String name) {
        var signUp = new JsonObject()
                .put("email", name + "@bench.example")
                .put("name", name)
                .put("password", "a long bench password");
        return http.request(HttpMethod.POST, port, HOST, "/api/v1/users")
                .compose(request ->
                        request.putHeader("Content-Type", "application/json").send(signUp.toBuffer()))
                .compose(response -> expect(response, 201).map(body -> cookies(response)))
                .compose(cookies -> http.request(HttpMethod.POST, port, HOST, "/api/v1/tokens")
                        .compose(request -> request.putHeader("Content-Type", "application/json")
                                .putHeader("Origin", "http://" + HOST + ":" + port)
                                .putHeader("Cookie", cookies)
                                .send(new JsonObject().put("name", "bench").toBuffer())))
                .compose(response -> expect(response, 201))
                .map(body -> body.toJsonObject().getString("token"));
    }

    private static String cookies(HttpClientResponse response) {
        return String.join(
                "; ",
                response.cookies().stream()
                        .map(cookie -> cookie.substring(0, cookie.indexOf(';')))
                        .toList());
    }

    private static Future<Buffer> expect(HttpClientResponse response, int status) {
        return response.body()
                .compose(body -> response.statusCode() == status
                        ? Future.succeededFuture(body)
                        : Future.failedFuture("answered " + response.statusCode() + ": " + body));
    }

    private Future<Void> listen(WebSocketClient sockets) {
        var options = new WebSocketConnectOptions()
                .setHost(HOST)
                .setPort(port)
                .setURI("/api/v1/stream?after=0")
                .addSubProtocol("driftline.v1")
                .addHeader("Authorization", "Bearer " + token);
        return sockets.connect(options)
                .onSuccess(socket -> socket.textMessageHandler(mailbox::take))
                .mapEmpty();
    }

    /** Submits a pair; an accepted one is remembered. */
    Future<Answer> submit(Buffer body) {
        long sent = Stamps.now();
        return http.request(HttpMethod.POST, port, HOST, "/api/v1/jobs")
                .compose(request -> request.putHeader("Content-Type", "application/json")
                        .putHeader("Authorization", "Bearer " + token)
                        .send(body))
                .compose(response -> {
                    long answered = Stamps.now();
                    return response.body().map(answer -> remember(response, answer, sent, answered));
                });
    }

    private Answer remember(HttpClientResponse response, Buffer answer, long sent, long answered) {
        int status = response.statusCode();
        if (status == ACCEPTED) {
            submitted.add(new Submitted(answer.toJsonObject().getString("id"), sent, answered));
            return new Answer(status, 0);
        }
        String seconds = response.getHeader("Retry-After");
        if (seconds == null) {
            throw new IllegalStateException("a job was refused with " + status + ": " + answer);
        }
        return new Answer(status, Long.parseLong(seconds));
    }

    List<Submitted> submitted() {
        return submitted;
    }

    Mailbox mailbox() {
        return mailbox;
    }
}
