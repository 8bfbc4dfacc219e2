package io.driftline.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.driftline.testing.Running;
import io.driftline.testing.Stack;
import io.driftline.testing.StackExtension;
import io.driftline.testing.client.ApiUser;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What becomes of sockets, jobs and copies when a password is changed or an account goes. */
@ExtendWith(StackExtension.class)
class LeavingIT {
    private static final int SESSION_OVER = 4401;
    private static final List<String> TABLES =
            List.of("job", "event", "event_counter", "session", "token", "model_like");

    @Test
    void aNewPasswordClosesTheSocketsOfOtherSessions(Stack stack) {
        var user = ApiUser.signUp(stack);
        var here = user.stream(0);
        var there = user.again().stream(0);

        var fresh = new JsonObject()
                .put("currentPassword", ApiUser.PASSWORD)
                .put("password", "a longer and fresher passphrase");
        var changed = user.send(HttpMethod.PUT, "/account/password", fresh.toBuffer(), Map.of());

        assertThat(changed.statusCode()).isEqualTo(204);
        assertThat(there.awaitClose()).isEqualTo((short) SESSION_OVER);
        user.awaitEnd(user.submit(user.example("h3n2-same")));
        await().untilAsserted(() -> assertThat(here.offsets()).hasSize(5));
    }

    @Test
    void anAccountGoesWithAllThatItHad(Stack stack) {
        var stays = ApiUser.signUp(stack);
        var kept = stays.submit(stays.example("h3n2-same"));
        var user = ApiUser.signUp(stack);
        var id = user.id();
        var model = user.submission("").getLong("modelId");
        long likes = likes(stays, model);
        user.send(HttpMethod.PUT, "/models/" + model + "/like", null, Map.of());
        user.post("/tokens", new JsonObject().put("name", "script"));
        user.awaitEnd(user.submit(user.example("h3n2-variant")));
        // More than the worker can have finished by the next call.
        IntStream.range(0, 60).forEach(i -> user.submit(user.example("h3n2-same")));
        var sockets = List.of(user.stream(0), user.again().stream(0));
        assertThat(rows(stack, id)).doesNotContainValue(0L);
        long lettersBefore = deadLetters(stack);

        var left = user.post("/account/deletion", new JsonObject().put("currentPassword", ApiUser.PASSWORD));

        assertThat(left.statusCode()).as(left.bodyAsString()).isEqualTo(204);
        assertThat(rows(stack, id))
                .allSatisfy((table, count) -> assertThat(count).as(table).isZero());
        assertThat(number(stack, "SELECT COUNT(*) FROM `user` WHERE id = ?", id))
                .isZero();
        sockets.forEach(socket -> assertThat(socket.awaitClose()).isEqualTo((short) SESSION_OVER));
        assertThat(likes(stays, model)).isEqualTo(likes);
        assertThat(user.get("/session").statusCode()).isEqualTo(401);
        var redis =
                Redis.createClient(stack.vertx(), stack.config().redis().uri().value());
        await().untilAsserted(() -> assertThat(
                        Running.await(redis.send(Request.cmd(Command.KEYS).arg("seq:*:" + id + ":*")))
                                .size())
                .isZero());
        redis.close();
        // The workers are free at once for others, and what they still say of the cancelled jobs is no dead letter.
        assertThat(stays.awaitEnd(kept).getString("state")).isEqualTo("SUCCEEDED");
        var after = stays.submit(stays.example("h1n1-same"));
        assertThat(stays.awaitEnd(after).getString("state")).isEqualTo("SUCCEEDED");
        assertThat(deadLetters(stack)).isEqualTo(lettersBefore);
    }

    private static long likes(ApiUser reader, long model) {
        return reader.get("/models/" + model).bodyAsJsonObject().getLong("likes");
    }

    private static long deadLetters(Stack stack) {
        return ApiUser.operator(stack)
                .get("/admin/dead-letters")
                .bodyAsJsonObject()
                .getJsonArray("items")
                .size();
    }

    /** How many rows of each table belong to a user. */
    private static Map<String, Long> rows(Stack stack, String user) {
        var counts = new TreeMap<String, Long>();
        TABLES.forEach(table ->
                counts.put(table, number(stack, "SELECT COUNT(*) FROM " + table + " WHERE user_id = ?", user)));
        return counts;
    }

    private static long number(Stack stack, String query, String value) {
        var database = stack.config().database();
        var url = "jdbc:mariadb://" + database.host() + ":" + database.port() + "/" + database.name();
        try (var connection = DriverManager.getConnection(
                        url, database.user(), database.password().value());
                var select = connection.prepareStatement(query)) {
            select.setString(1, value);
            var rows = select.executeQuery();
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
