package io.driftline.push;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftline.testing.Running;
import io.driftline.testing.Stack;
import io.driftline.testing.StackExtension;
import io.driftline.testing.client.ApiUser;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocket;
import io.vertx.core.json.JsonObject;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a client may say on its socket, how much of it, and on how many. */
@ExtendWith(StackExtension.class)
class SocketLimitsIT {
    private static final int AT_MOST = 10;

    @Test
    void theSixtyFirstMessageOfAMinuteIsOneTooMany(Stack stack) {
        var stream = ApiUser.signUp(stack).stream(0);
        var resume = new JsonObject().put("type", "resume").put("after", 0);

        IntStream.range(0, 60).forEach(i -> stream.send(resume));
        assertThat(stream.isClosed()).isFalse();
        stream.send(resume);

        assertThat(stream.awaitClose()).isEqualTo((short) 4429);
    }

    @Test
    void framesMustBeText(Stack stack) {
        var socket = open(stack, ApiUser.signUp(stack));

        socket.writeBinaryMessage(Buffer.buffer("{}"));

        assertThat(closeCode(socket)).isEqualTo((short) 1003);
    }

    @Test
    void aMessageMustNotBeTooLong(Stack stack) {
        var socket = open(stack, ApiUser.signUp(stack));

        socket.writeTextMessage("x".repeat(16 * 1024 + 1));

        assertThat(closeCode(socket)).isEqualTo((short) 1009);
    }

    @Test
    void aUserHasOnlySoManySocketsHoweverFastTheyAreOpened(Stack stack) {
        var user = ApiUser.signUp(stack);

        var opening = IntStream.range(0, 4 * AT_MOST)
                .mapToObj(i -> stack.sockets().connect(user.streamOptions(0)))
                .toList();
        Running.await(Future.join(opening).otherwiseEmpty());

        assertThat(opening.stream().filter(Future::succeeded)).hasSize(AT_MOST);
        opening.stream().filter(Future::succeeded).forEach(each -> each.result().close());
    }

    @Test
    void aRequestThatOpensNoSocketTakesNoPlace(Stack stack) {
        var user = ApiUser.signUp(stack);

        IntStream.range(0, 2 * AT_MOST)
                .forEach(i -> assertThat(user.get("/stream").statusCode()).isBetween(400, 499));

        assertThat(open(stack, user).isClosed()).isFalse();
    }

    private static WebSocket open(Stack stack, ApiUser user) {
        return Running.await(stack.sockets().connect(user.streamOptions(0)));
    }

    private static Short closeCode(WebSocket socket) {
        Awaitility.await().until(socket::isClosed);
        return socket.closeStatusCode();
    }
}
