package io.driftline.api;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keeps cookies as a browser does, and sends them with the own origin; each copy of it is another device. */
public final class Browser {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    public static final String PASSWORD = "a walk along the drift line";

    private final TestApi api;
    public final Map<String, String> cookies = new LinkedHashMap<>();
    final Map<String, String> headers = new LinkedHashMap<>();

    Browser(TestApi api) {
        this.api = api;
        headers.put("Origin", api.origin());
    }

    public Browser without(String header) {
        headers.remove(header);
        return this;
    }

    public Browser with(String header, String value) {
        headers.put(header, value);
        return this;
    }

    public record Answer(int status, HttpResponse<String> raw) {
        public JsonObject json() {
            return new JsonObject(raw.body());
        }

        public String type() {
            return json().getString("type", "").replace("urn:problem:", "");
        }

        public String header(String name) {
            return raw.headers().firstValue(name).orElse("");
        }

        public List<String> setCookies() {
            return raw.headers().allValues("Set-Cookie");
        }
    }

    public Answer signUp(String email) {
        return post(
                "/users",
                new JsonObject().put("email", email).put("name", "Ada").put("password", PASSWORD));
    }

    public Answer signIn(String email, String password) {
        return post("/session", new JsonObject().put("email", email).put("password", password));
    }

    public Answer get(String path) {
        return send("GET", "/api/v1" + path);
    }

    public Answer post(String path, JsonObject body) {
        return send("POST", "/api/v1" + path, body.encode(), "application/json");
    }

    public Answer send(String method, String path) {
        return send(method, path, null, null);
    }

    public Answer send(String method, String path, @Nullable String body, @Nullable String type) {
        var request = HttpRequest.newBuilder(URI.create(api.origin() + path))
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (body != null && type != null) {
            request.header("Content-Type", type);
        }
        return send(request);
    }

    public Answer send(HttpRequest.Builder request) {
        headers.forEach(request::header);
        if (!cookies.isEmpty()) {
            request.header("Cookie", cookieHeader());
        }
        try {
            var raw = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
            raw.headers().allValues("Set-Cookie").forEach(this::keep);
            return new Answer(raw.statusCode(), raw);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    public String cookieHeader() {
        return String.join(
                "; ",
                cookies.entrySet().stream()
                        .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                        .toList());
    }

    private void keep(String setCookie) {
        var pair = setCookie.split(";", 2)[0].split("=", 2);
        if (pair[1].isEmpty()) {
            cookies.remove(pair[0]);
        } else {
            cookies.put(pair[0], pair[1]);
        }
    }
}
