package io.driftline.bombs;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.stream.Collectors;

/** A signed-in browser. */
final class Caller {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String address;
    private final CookieManager cookies = new CookieManager();
    private final HttpClient http =
            HttpClient.newBuilder().cookieHandler(cookies).build();

    private Caller(String address) {
        this.address = address;
    }

    static Caller signUp(String address, String email) throws IOException, InterruptedException {
        var caller = new Caller(address);
        var account = new JsonObject()
                .put("email", email)
                .put("name", email)
                .put("password", "kettle harbour " + email + " seventeen");
        var answer = caller.send(Call.json("POST", "/users", account.encode()));
        if (answer.status() != 201) {
            throw new IllegalStateException(answer.toString());
        }
        return caller;
    }

    /** For the header of that name. */
    String cookies() {
        return cookies.getCookieStore().getCookies().stream()
                .map(cookie -> cookie.getName() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
    }

    Answer send(Call call) throws IOException, InterruptedException {
        byte[] content = call.body().get();
        var body = content.length == 0
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofByteArray(content);
        var request = HttpRequest.newBuilder(URI.create(address + "/api/v1" + call.path()))
                .timeout(PATIENCE)
                .header("Origin", address)
                .method(call.method(), body);
        if (!call.contentType().isEmpty()) {
            request.header("Content-Type", call.contentType());
        }
        long began = System.nanoTime();
        var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        return new Answer(
                answer.statusCode(),
                answer.headers().firstValue("Content-Type").orElse(""),
                answer.headers().firstValue("Retry-After").isPresent(),
                answer.body(),
                Duration.ofNanos(System.nanoTime() - began));
    }
}
