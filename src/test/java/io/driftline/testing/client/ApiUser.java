package io.driftline.testing.client;

import io.driftline.testing.Running;
import io.driftline.testing.Stack;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.multipart.MultipartForm;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntSupplier;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** Somebody with an account, who acts through HTTP as a browser on the service's own page would. */
public final class ApiUser {
    public static final String PASSWORD = "a long enough passphrase";
    private static final Pattern PORT = Pattern.compile("_[0-9]+(?=$|~)");

    private final Stack stack;
    private final IntSupplier port;
    private final String path;
    private final WebClient client;
    private final Map<String, String> cookies = new HashMap<>();

    private ApiUser(Stack stack) {
        this(stack, stack::port, "");
    }

    private ApiUser(Stack stack, IntSupplier port, String path) {
        this.stack = stack;
        this.port = port;
        this.path = path;
        this.client = stack.web();
    }

    /** A visitor who has not signed in. */
    public static ApiUser stranger(Stack stack) {
        return new ApiUser(stack);
    }

    /** Somebody without an account who may run a little. */
    public static ApiUser guest(Stack stack) {
        var guest = new ApiUser(stack);
        var answer = guest.post("/guests", null);
        if (answer.statusCode() != 201) {
            throw new AssertionError(answer.bodyAsString());
        }
        return guest;
    }

    /** A new account, signed in. */
    public static ApiUser signUp(Stack stack) {
        return new ApiUser(stack).signedUp();
    }

    /** The same at an installation below a path of a host; all that is not told a port goes there. */
    public static ApiUser signUp(Stack stack, int port, String path) {
        return new ApiUser(stack, () -> port, path).signedUp();
    }

    private ApiUser signedUp() {
        becomes(UUID.randomUUID() + "@example.org");
        return this;
    }

    /** Signs up in this browser, whoever it was before. */
    public void becomes(String email) {
        var answer = post(
                "/users",
                new JsonObject().put("email", email).put("name", "Ann").put("password", PASSWORD));
        if (answer.statusCode() != 201) {
            throw new AssertionError(answer.bodyAsString());
        }
    }

    /** A new account that was made an operator. */
    public static ApiUser operator(Stack stack) {
        var user = signUp(stack);
        Operators.add(stack, user.email());
        return user;
    }

    /** The same person at another browser. */
    public ApiUser again() {
        return new ApiUser(stack).signedIn(email());
    }

    /** Somebody who has an account, at another gateway. */
    public static ApiUser signIn(Stack stack, int port, String email) {
        return new ApiUser(stack, () -> port, "").signedIn(email);
    }

    private ApiUser signedIn(String email) {
        var answer = post("/session", new JsonObject().put("email", email).put("password", PASSWORD));
        if (answer.statusCode() != 200) {
            throw new AssertionError(answer.bodyAsString());
        }
        return this;
    }

    public String id() {
        return account().getString("id");
    }

    public String email() {
        return account().getString("email");
    }

    private JsonObject account() {
        return get("/session").bodyAsJsonObject().getJsonObject("user");
    }

    public HttpResponse<Buffer> get(String path) {
        return send(HttpMethod.GET, path, null, Map.of());
    }

    public HttpResponse<Buffer> post(String path, @Nullable JsonObject body) {
        return send(HttpMethod.POST, path, body == null ? null : body.toBuffer(), Map.of());
    }

    public HttpResponse<Buffer> delete(String path) {
        return send(HttpMethod.DELETE, path, null, Map.of());
    }

    public HttpResponse<Buffer> send(
            HttpMethod method, String path, @Nullable Buffer body, Map<String, String> headers) {
        return send(port.getAsInt(), method, path, body, headers);
    }

    /** The same as a form with files. */
    public HttpResponse<Buffer> upload(String path, MultipartForm form) {
        return Running.await(client.request(HttpMethod.POST, port.getAsInt(), "127.0.0.1", this.path + "/api/v1" + path)
                .putHeader("Origin", origin())
                .putHeader("Cookie", cookieHeader(port.getAsInt()))
                .sendMultipartForm(form));
    }

    private HttpResponse<Buffer> send(
            int port, HttpMethod method, String path, @Nullable Buffer body, Map<String, String> headers) {
        var request = client.request(method, port, "127.0.0.1", this.path + "/api/v1" + path)
                .putHeader("Origin", origin(port))
                .putHeader("Content-Type", "application/json");
        if (!cookies.isEmpty()) {
            request.putHeader("Cookie", cookieHeader(port));
        }
        headers.forEach(request::putHeader);
        var answer = Running.await(body == null ? request.send() : request.sendBuffer(body));
        answer.cookies().forEach(this::keep);
        return answer;
    }

    private void keep(String setCookie) {
        var pair = setCookie.substring(0, setCookie.indexOf(';')).split("=", 2);
        cookies.put(pair[0], pair[1]);
    }

    /** What a browser at this address sends for its session. */
    public String cookieHeader() {
        return cookieHeader(port.getAsInt());
    }

    /** Gateways of one installation have one address and so one name of each cookie; here they have a port each. */
    private String cookieHeader(int port) {
        return String.join(
                "; ",
                cookies.entrySet().stream()
                        .map(cookie -> PORT.matcher(cookie.getKey()).replaceFirst("_" + port) + "=" + cookie.getValue())
                        .toList());
    }

    public String origin() {
        return origin(port.getAsInt());
    }

    private static String origin(int port) {
        return "http://127.0.0.1:" + port;
    }

    /** The sequences of one of the shipped examples. */
    public String example(String id) {
        return get("/examples").bodyAsJsonObject().getJsonArray("items").stream()
                .map(JsonObject.class::cast)
                .filter(example -> id.equals(example.getString("id")))
                .findFirst()
                .orElseThrow()
                .getString("sequences");
    }

    /** A submission with the first model and encoding that the catalogue offers. */
    public JsonObject submission(String sequences) {
        var items = Awaitility.await()
                .until(() -> get("/models").bodyAsJsonObject().getJsonArray("items"), models -> models.size() > 0);
        var model = items.getJsonObject(0);
        return new JsonObject()
                .put("modelId", model.getLong("id"))
                .put(
                        "encodingId",
                        model.getJsonArray("encodings").getJsonObject(0).getString("id"))
                .put("mode", "pair")
                .put("sequences", sequences);
    }

    /** Submits and gives the job's id. */
    public String submit(String sequences) {
        return submit(sequences, port.getAsInt());
    }

    /** The same at another gateway. */
    public String submit(String sequences, int port) {
        var answer = send(port, HttpMethod.POST, "/jobs", submission(sequences).toBuffer(), Map.of());
        if (answer.statusCode() != 202) {
            throw new AssertionError(answer.bodyAsString());
        }
        return answer.bodyAsJsonObject().getString("id");
    }

    public JsonObject job(String id) {
        return get("/jobs/" + id).bodyAsJsonObject();
    }

    /** The same by another gateway. */
    public JsonObject job(String id, int port) {
        return send(port, HttpMethod.GET, "/jobs/" + id, null, Map.of()).bodyAsJsonObject();
    }

    public JsonObject awaitEnd(String id) {
        return Awaitility.await().until(() -> job(id), job -> job.getString("finishedAt") != null);
    }

    public JsonArray events(String id) {
        return get("/jobs/" + id + "/events").bodyAsJsonObject().getJsonArray("items");
    }

    /** A socket that tells what comes after this offset. */
    public ApiStream stream(long after) {
        return stream(after, port.getAsInt());
    }

    /** The same at another gateway. */
    public ApiStream stream(long after, int port) {
        return ApiStream.open(stack.sockets(), streamOptions(after, port));
    }

    public WebSocketConnectOptions streamOptions(long after) {
        return streamOptions(after, port.getAsInt());
    }

    private WebSocketConnectOptions streamOptions(long after, int port) {
        var options = new WebSocketConnectOptions()
                .setHost("127.0.0.1")
                .setPort(port)
                .setURI(path + "/api/v1/stream?after=" + after)
                .addSubProtocol("driftline.v1");
        options.putHeader("Origin", origin(port));
        options.putHeader("Cookie", cookieHeader(port));
        return options;
    }
}
