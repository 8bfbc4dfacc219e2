package io.driftline.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.driftline.config.Config;
import io.driftline.testing.Running;
import io.driftline.testing.Stack;
import io.driftline.testing.StackExtension;
import io.driftline.testing.StrayMessages;
import io.driftline.testing.backends.Backends;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the broker delivers: read at once, applied one batch after the other. */
@ExtendWith(StackExtension.class)
class RabbitStatusSourceIT {
    private final List<String> read = new CopyOnWriteArrayList<>();
    private final List<List<String>> batches = new CopyOnWriteArrayList<>();
    private final Promise<Void> first = Promise.promise();
    private Stack stack;
    private RabbitStatusSource source;

    /** A test that asked for the stack itself would be given a gateway, which takes from the same queue. */
    @BeforeEach
    void start(Stack stack, Config config, Vertx vertx) {
        this.stack = stack;
        stack.stopGateway();
        source = new RabbitStatusSource(vertx, config.broker());
        Running.await(source.start(this::read, this::apply, () -> {}));
    }

    /** Otherwise it would take from every later test's gateway what its workers say. */
    @AfterEach
    void stop() {
        first.tryComplete();
        Running.await(source.stop());
    }

    @Test
    void whatArrivesDuringATransactionIsReadMeanwhileAndAppliedTogetherAfterIt() throws Exception {
        StrayMessages.publish(stack, List.of("0"));
        await().untilAsserted(() -> assertThat(batches).containsExactly(List.of("0")));

        var others = IntStream.rangeClosed(1, 100).mapToObj(Integer::toString).toList();
        StrayMessages.publish(stack, others);
        await().untilAsserted(() -> assertThat(read).hasSize(101));
        assertThat(batches).as("one transaction at a time").hasSize(1);
        first.complete();

        await().untilAsserted(() -> assertThat(batches).containsExactly(List.of("0"), others));
    }

    @Test
    void whatWasNotAppliedComesAgain() throws Exception {
        StrayMessages.publish(stack, List.of("0"));
        await().untilAsserted(() -> assertThat(batches).hasSize(1));

        first.fail("rolled back");

        await().untilAsserted(() -> assertThat(batches).containsExactly(List.of("0"), List.of("0")));
    }

    /** Several gateways take from one queue in turn; what one has not applied comes before what is said after it stopped. */
    @Test
    void whatAStoppingGatewayHasNotAppliedComesFirstAtTheNext(Config config, Vertx vertx) throws Exception {
        assumeTrue(Backends.areDebians(), "the embedded one has one gateway");
        List<String> taken = new CopyOnWriteArrayList<>();
        var next = new RabbitStatusSource(vertx, config.broker());
        Running.await(next.start(
                Buffer::toString,
                delivered -> {
                    taken.addAll(delivered);
                    return Future.succeededFuture();
                },
                () -> {}));
        try {
            StrayMessages.publish(stack, List.of("0"));
            await().untilAsserted(() -> assertThat(batches).containsExactly(List.of("0")));
            StrayMessages.publish(stack, List.of("1", "2"));
            await().untilAsserted(() -> assertThat(read).hasSize(3));

            var stopped = source.stop();
            StrayMessages.publish(stack, List.of("3"));
            await().during(Duration.ofSeconds(1))
                    .untilAsserted(() ->
                            assertThat(taken).as("while a batch is in hand").isEmpty());
            first.complete();
            Running.await(stopped);

            await().untilAsserted(() -> assertThat(taken).containsExactly("1", "2", "3"));
        } finally {
            Running.await(next.stop());
        }
    }

    private String read(Buffer body) {
        var text = body.toString();
        if (isOurs(text)) {
            read.add(text);
        }
        return text;
    }

    /** The first batch is under way until it is let go. */
    private Future<Void> apply(List<String> delivered) {
        var batch = delivered.stream().filter(RabbitStatusSourceIT::isOurs).toList();
        if (batch.isEmpty()) {
            return Future.succeededFuture();
        }
        batches.add(batch);
        return batches.size() == 1 ? first.future() : Future.succeededFuture();
    }

    /** The queue may hold what workers said of an earlier test's job when its gateway stopped. */
    private static boolean isOurs(String message) {
        return message.chars().allMatch(Character::isDigit);
    }
}
