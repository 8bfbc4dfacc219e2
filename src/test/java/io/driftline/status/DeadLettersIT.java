package io.driftline.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.driftline.testing.Stack;
import io.driftline.testing.StackExtension;
import io.driftline.testing.StrayMessages;
import io.driftline.testing.backends.Backends;
import io.driftline.testing.client.ApiUser;
import io.driftline.wire.RabbitNames;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What can never be applied harms nobody, and an operator can see it and throw it away. */
@ExtendWith(StackExtension.class)
class DeadLettersIT {
    @Test
    void poisonIsPutAsideWithItsReasonAndCanBeDiscarded(Stack stack) throws Exception {
        var operator = ApiUser.operator(stack);
        var user = ApiUser.signUp(stack);
        var stream = user.stream(0);
        var mark = UUID.randomUUID().toString();
        var poison = List.of(
                mark + " {\"job\": \"nonsense\"}",
                "AAAA {\"job\":\"" + "a".repeat(26) + "\",\"attempt\":1,\"mark\":\"" + mark + "\"}",
                "no mac at all, " + mark,
                mark + "\u0000" + "[".repeat(1_000));

        StrayMessages.publish(stack, poison);
        var job = user.submit(user.example("h3n2-variant"));

        assertThat(stream.awaitEnd(job)).hasSize(5);
        await().untilAsserted(() -> assertThat(marked(operator, mark)).hasSize(poison.size()));
        assertThat(marked(operator, mark))
                .extracting(letter -> letter.getString("reason"))
                .contains("the MAC does not match", "not JSON");
        for (JsonObject letter : marked(operator, mark)) {
            assertThat(operator.delete("/admin/dead-letters/" + letter.getString("id"))
                            .statusCode())
                    .isEqualTo(204);
        }
        assertThat(marked(operator, mark)).isEmpty();
        assertThat(operator.delete("/admin/dead-letters/" + mark).statusCode()).isEqualTo(404);
    }

    @Test
    void aLetterIsNotLostThoughItsQueueWasDeleted(Stack stack) throws Exception {
        var operator = ApiUser.operator(stack);
        var first = UUID.randomUUID().toString();
        StrayMessages.publish(stack, List.of("no mac at all, " + first));
        await().untilAsserted(() -> assertThat(marked(operator, first)).hasSize(1));

        StrayMessages.deleteQueue(stack, RabbitNames.DEAD_LETTER_QUEUE);
        var second = UUID.randomUUID().toString();
        StrayMessages.publish(stack, List.of("no mac at all, " + second));

        await().untilAsserted(() -> assertThat(marked(operator, second)).hasSize(1));
    }

    @Test
    void aDeletedStatusQueueIsMadeAnewAndNoJobIsLost(Stack stack) throws Exception {
        assumeTrue(Backends.areDebians(), "nobody reaches into the embedded one");
        var user = ApiUser.signUp(stack);

        StrayMessages.deleteQueue(stack, RabbitNames.STATUS_QUEUE);
        var job = user.submit(user.example("h3n2-variant"));

        assertThat(user.awaitEnd(job).getString("state")).isEqualTo("SUCCEEDED");
    }

    @Test
    void isForOperatorsOnly(Stack stack) {
        ApiUser.operator(stack);
        var user = ApiUser.signUp(stack);

        assertThat(user.get("/admin/dead-letters").statusCode()).isEqualTo(403);
        assertThat(user.delete("/admin/dead-letters/x").statusCode()).isEqualTo(403);
    }

    private static List<JsonObject> marked(ApiUser operator, String mark) {
        return operator.get("/admin/dead-letters").bodyAsJsonObject().getJsonArray("items").stream()
                .map(JsonObject.class::cast)
                .filter(letter -> letter.getString("body").contains(mark))
                .toList();
    }
}
