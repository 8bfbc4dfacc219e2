package io.driftline.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftline.App;
import io.driftline.config.DatabaseServer;
import io.driftline.database.Migrations;
import io.driftline.testing.Running;
import io.driftline.testing.Stack;
import io.driftline.testing.StackExtension;
import io.driftline.testing.TestConfig;
import io.driftline.testing.client.ApiUser;
import io.driftline.testing.client.TcpLine;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A gateway that starts on an empty database at the end of a long line. */
@ExtendWith(StackExtension.class)
class ReadyIT {
    private static final String NAME = "driftline_ready";
    private static final Duration FAR = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient browser =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    private JsonObject submission = new JsonObject();
    private TcpLine line;
    private App gateway;

    @BeforeEach
    void startFarAway(Stack stack) throws SQLException {
        var user = ApiUser.signUp(stack);
        submission = user.submission(user.example("h3n2-variant"));
        // Both would take the worker's words from the one queue.
        stack.stopGateway();
        var server = stack.config().database();
        create(server);
        line = Running.await(TcpLine.to(vertx, server.port()));
        line.lengthen(FAR);
        var far = TestConfig.owned(server, line.port(), NAME);
        var near = TestConfig.owned(server, server.port(), NAME);
        Running.await(Migrations.apply(vertx, near));
        gateway = Running.await(App.start(vertx, stack.config().with(far)));
    }

    private static void create(DatabaseServer server) throws SQLException {
        var owner = Objects.requireNonNull(server.migration());
        try (var connection = DriverManager.getConnection(
                        "jdbc:mariadb://" + server.host() + ":" + server.port() + "/",
                        owner.user(),
                        owner.password().value());
                var statement = connection.createStatement()) {
            statement.execute("DROP DATABASE IF EXISTS " + NAME);
            statement.execute("CREATE DATABASE " + NAME + " CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci");
        }
    }

    @AfterEach
    void stop() {
        if (gateway != null) {
            Running.await(gateway.stop());
        }
        Running.await(line.close());
        Running.await(vertx.close());
    }

    @Test
    void takesAndWorksAJobAsSoonAsItSaysSo() throws IOException, InterruptedException {
        // The first account waits for the catalogue's import, and is asked to come again.
        Awaitility.await().atMost(PATIENCE).until(this::isSignedUp);
        Awaitility.await().atMost(PATIENCE).until(this::isReady);

        var accepted = submit();

        assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
        var job = new JsonObject(accepted.body()).getString("id");
        Awaitility.await().atMost(PATIENCE).until(() -> new JsonObject(
                        send(request("/jobs/" + job).GET()).body())
                .getString("state")
                .equals("SUCCEEDED"));
    }

    private boolean isSignedUp() throws IOException, InterruptedException {
        var account = new JsonObject()
                .put("email", "ann@example.org")
                .put("name", "Ann")
                .put("password", ApiUser.PASSWORD);
        int status = send(request("/users").POST(BodyPublishers.ofString(account.encode())))
                .statusCode();
        assertThat(status).isIn(201, 503);
        return status == 201;
    }

    private HttpResponse<String> submit() throws IOException, InterruptedException {
        return send(request("/jobs").POST(BodyPublishers.ofString(submission.encode())));
    }

    private boolean isReady() throws IOException, InterruptedException {
        var ready =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.operationsPort() + "/health/ready"));
        return send(ready).statusCode() == 200;
    }

    private HttpRequest.Builder request(String path) {
        var origin = "http://127.0.0.1:" + gateway.port();
        return HttpRequest.newBuilder(URI.create(origin + "/api/v1" + path))
                .header("Content-Type", "application/json")
                .header("Origin", origin);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return browser.send(request.build(), BodyHandlers.ofString());
    }
}
