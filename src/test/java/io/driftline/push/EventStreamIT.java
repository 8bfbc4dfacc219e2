package io.driftline.push;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftline.testing.Contracts;
import io.driftline.testing.Stack;
import io.driftline.testing.StackExtension;
import io.driftline.testing.client.ApiUser;
import io.driftline.testing.client.EventStream;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The stream as server-sent events: the cursor, the limits and the ends of a socket. */
@ExtendWith(StackExtension.class)
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class EventStreamIT {
    private static final int AT_MOST = 10;

    @Test
    void tellsEachEventOnceAndGoesOnWhereAClientStopped(Stack stack) throws IOException {
        var user = ApiUser.signUp(stack);
        var token = token(user, "jobs:read");
        String job;
        try (var stream = open(user, token, "", Map.of())) {
            assertThat(stream.header("Content-Type")).isEqualTo("text/event-stream");
            assertThat(stream.next("hello").frame().getString("user")).isEqualTo(user.id());
            job = user.submit(user.example("h3n2-variant"));
            for (int offset = 1; offset <= 3; offset++) {
                var event = stream.next("event");
                assertThat(event.id()).isEqualTo(Integer.toString(offset));
                assertThat(event.frame().getLong("offset")).isEqualTo(offset);
                assertThat(event.frame().getString("job")).isEqualTo(job);
            }
        }

        try (var again = open(user, token, "?after=1", Map.of("Last-Event-ID", "3"))) {
            assertThat(again.next("event").id()).isEqualTo("4");
            var end = again.next("event");
            assertThat(end.id()).isEqualTo("5");
            assertThat(end.frame().getString("state")).isEqualTo("SUCCEEDED");
            assertThat(end.frame().getJsonObject("result")).isNotNull();
        }
    }

    @Test
    void saysWhereJobsStandToWhoeverAsksForWhatNeverWas(Stack stack) throws IOException {
        var user = ApiUser.signUp(stack);
        var job = user.submit(user.example("h3n2-variant"));
        user.awaitEnd(job);

        try (var stream = open(user, token(user, "jobs:read"), "?after=99", Map.of())) {
            var reset = stream.next("reset");
            assertThat(reset.id()).isEqualTo("5");
            assertThat(reset.frame().getJsonArray("jobs").getJsonObject(0).getString("job"))
                    .isEqualTo(job);
        }
    }

    @Test
    void countsTogetherWithSockets(Stack stack) throws IOException {
        var user = ApiUser.signUp(stack);
        var token = token(user, "jobs:read");
        var sockets = IntStream.range(1, AT_MOST).mapToObj(i -> user.stream(0)).toList();

        try (var last = open(user, token, "", Map.of());
                var tooMany = open(user, token, "", Map.of())) {
            assertThat(last.status()).isEqualTo(200);
            assertThat(tooMany.status()).isEqualTo(429);
            assertThat(tooMany.header("Retry-After")).isEqualTo("5");
        }
        sockets.forEach(socket -> socket.close());
    }

    @Test
    void endsWithItsToken(Stack stack) throws IOException {
        var user = ApiUser.signUp(stack);
        try (var stream = open(user, token(user, "jobs:read"), "", Map.of())) {
            stream.next("hello");
            var id = user.get("/tokens")
                    .bodyAsJsonObject()
                    .getJsonArray("items")
                    .getJsonObject(0)
                    .getString("id");

            user.delete("/tokens/" + id);

            var close = stream.next("close").frame();
            assertThat(close.getInteger("code")).isEqualTo(4401);
            var contract = Contracts.closed(Contracts.served(stack, "asyncapi.yaml"));
            var documented = contract.getJsonObject("components").getJsonObject("messages");
            Contracts.isAsDocumented(
                    contract, documented.getJsonObject("close").getJsonObject("payload"), close, "close");
            assertThat(stream.next()).isNull();
        }
    }

    @Test
    void endsWhenTheServerStopsAndGoesOnAtTheNext(Stack stack) throws IOException {
        var user = ApiUser.signUp(stack);
        var token = token(user, "jobs:read");
        try (var stream = open(user, token, "", Map.of())) {
            stream.next("hello");

            stack.restartGateway();

            assertThat(stream.next("close").frame().getInteger("code")).isEqualTo(1012);
            assertThat(stream.next()).isNull();
        }
        var job = user.submit(user.example("h3n2-variant"));
        try (var again = open(user, token, "", Map.of("Last-Event-ID", "0"))) {
            assertThat(again.next("event").frame().getString("job")).isEqualTo(job);
        }
    }

    @Test
    void isRefusedToStrangersAndToTokensThatMayNotRead(Stack stack) throws IOException {
        var user = ApiUser.signUp(stack);

        assertThat(user.get("/events?after=minus").statusCode()).isBetween(400, 422);
        assertThat(ApiUser.stranger(stack).get("/events").statusCode()).isEqualTo(401);
        try (var writer = open(user, token(user, "jobs:write"), "", Map.of())) {
            assertThat(writer.status()).isEqualTo(403);
        }
    }

    private static EventStream open(ApiUser user, String token, String query, Map<String, String> more)
            throws IOException {
        var headers = new java.util.HashMap<>(more);
        headers.put("Authorization", "Bearer " + token);
        return new EventStream(user.origin(), query, headers);
    }

    private static String token(ApiUser user, String scope) {
        var body = new JsonObject().put("name", "script").put("scopes", new JsonArray().add(scope));
        return user.post("/tokens", body).bodyAsJsonObject().getString("token");
    }
}
