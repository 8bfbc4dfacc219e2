package io.driftline.cli.server;

import io.driftline.cli.CliException;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A server's API, as one user. What the server refuses is a {@link Refusal}. */
public final class ServerClient {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration ANSWER = Duration.ofSeconds(60);
    private static final Duration UPLOAD = Duration.ofMinutes(11);
    private static final String JSON = "application/json";
    private static final int REFUSED = 400;

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .cookieHandler(new CookieManager(null, CookiePolicy.ACCEPT_ALL))
            .build();
    private final URI server;
    private final Optional<String> token;

    ServerClient(URI server, Optional<String> token) {
        this.server = server;
        this.token = token;
    }

    /** A problem that the server told. */
    public static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final String type;
        private final int status;
        private final int retryAfter;

        private Refusal(String type, int status, int retryAfter, String sentence) {
            super(sentence, null, false, false);
            this.type = type;
            this.status = status;
            this.retryAfter = retryAfter;
        }

        /** Such as {@code quota/jobs}. */
        public String type() {
            return type;
        }

        public int status() {
            return status;
        }

        /** Seconds after which the same may succeed; 0 if waiting does not help. */
        public int retryAfter() {
            return retryAfter;
        }
    }

    public JsonObject get(String path) throws IOException, InterruptedException {
        return new JsonObject(text(path));
    }

    public String text(String path) throws IOException, InterruptedException {
        return send(request(path, ANSWER).GET());
    }

    /** Writes an answer of any size as it comes. */
    void download(String path, OutputStream to) throws IOException, InterruptedException {
        try (var body = open(path)) {
            body.transferTo(to);
        }
    }

    /** An answer that is read while it comes; the caller closes it. */
    InputStream open(String path) throws IOException, InterruptedException {
        try {
            var answer = client.send(request(path, ANSWER).GET().build(), BodyHandlers.ofInputStream());
            if (answer.statusCode() >= REFUSED) {
                try (var body = answer.body()) {
                    throw refusal(
                            answer.statusCode(),
                            answer.headers(),
                            new String(body.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
            return answer.body();
        } catch (ConnectException | HttpConnectTimeoutException nobody) {
            throw CliException.failed("No server answers at " + server + ".");
        }
    }

    public URI server() {
        return server;
    }

    public JsonObject post(String path) throws IOException, InterruptedException {
        return new JsonObject(send(request(path, ANSWER).POST(BodyPublishers.noBody())));
    }

    public JsonObject post(String path, JsonObject body, String... headers) throws IOException, InterruptedException {
        return json(path, JSON, BodyPublishers.ofString(body.encode()), ANSWER, headers);
    }

    public JsonObject post(String path, Form form, String... headers) throws IOException, InterruptedException {
        return json(path, form.type(), form.body(), UPLOAD, headers);
    }

    public JsonObject upload(String path, Path archive) throws IOException, InterruptedException {
        return json(path, "application/zip", BodyPublishers.ofFile(archive), UPLOAD);
    }

    private JsonObject json(String path, String type, BodyPublisher body, Duration timeout, String... headers)
            throws IOException, InterruptedException {
        var request = request(path, timeout).header("Content-Type", type).POST(body);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return new JsonObject(send(request));
    }

    private HttpRequest.Builder request(String path, Duration timeout) {
        var request =
                HttpRequest.newBuilder(URI.create(server + "/api/v1" + path)).timeout(timeout);
        // Its own page's origin stands for a session that was begun here.
        token.ifPresentOrElse(
                known -> request.header("Authorization", "Bearer " + known),
                () -> request.header("Origin", server.toString()));
        return request;
    }

    private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        try {
            var answer = client.send(request.build(), BodyHandlers.ofString());
            if (answer.statusCode() >= REFUSED) {
                throw refusal(answer.statusCode(), answer.headers(), answer.body());
            }
            return answer.body();
        } catch (ConnectException | HttpConnectTimeoutException nobody) {
            throw CliException.failed("No server answers at " + server + ".");
        }
    }

    private Refusal refusal(int status, HttpHeaders headers, String body) {
        var problem = problem(status, body);
        int retry = headers.firstValue("Retry-After")
                .filter(seconds -> seconds.matches("[0-9]{1,4}"))
                .map(Integer::parseInt)
                .orElse(0);
        return new Refusal(
                problem.getString("type", "").replace("urn:problem:", ""), status, retry, sentence(status, problem));
    }

    private JsonObject problem(int status, String body) {
        try {
            return new JsonObject(body);
        } catch (DecodeException notDriftline) {
            return new JsonObject()
                    .put("title", "The server at " + server + " answered " + status)
                    .put("detail", "Is it Driftline?");
        }
    }

    private String sentence(int status, JsonObject problem) {
        if (status == 401) {
            return "The server asks who you are: put a personal token into DRIFTLINE_TOKEN, or run login --server "
                    + server + " first.";
        }
        var details = problem.getJsonArray("errors", new JsonArray()).stream()
                .map(error -> ((JsonObject) error).getString("detail", ""))
                .limit(3);
        var parts = Stream.concat(Stream.of(problem.getString("detail", "")), details)
                .filter(part -> !part.isBlank())
                .distinct()
                .toList();
        return problem.getString("title", "Refused") + (parts.isEmpty() ? "." : ": " + join(parts));
    }

    private static String join(List<String> parts) {
        return String.join(" ", parts).replaceAll("[\\r\\n]+", " ");
    }
}
