package io.driftline.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.driftline.config.Config;
import io.driftline.testing.Running;
import io.driftline.testing.Stack;
import io.driftline.testing.StackExtension;
import io.driftline.testing.StrayMessages;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the broker delivers: read at once, applied one batch after the other. */
@ExtendWith(StackExtension.class)
class RabbitStatusSourceIT {
    private final List<String> read = new CopyOnWriteArrayList<>();
    private final List<List<String>> batches = new CopyOnWriteArrayList<>();
    private final Promise<Void> first = Promise.promise();

    @Test
    void whatArrivesDuringATransactionIsReadMeanwhileAndAppliedTogetherAfterIt(Stack stack, Config config, Vertx vertx)
            throws Exception {
        stack.stopGateway();
        var source = new RabbitStatusSource(vertx, config.broker());
        Running.await(source.start(
                body -> {
                    read.add(body.toString());
                    return body.toString();
                },
                this::apply,
                () -> {}));
        StrayMessages.publish(stack, List.of("0"));
        await().untilAsserted(() -> assertThat(batches).containsExactly(List.of("0")));

        var others = IntStream.rangeClosed(1, 100).mapToObj(Integer::toString).toList();
        StrayMessages.publish(stack, others);
        await().untilAsserted(() -> assertThat(read).hasSize(101));
        assertThat(batches).as("one transaction at a time").hasSize(1);
        first.complete();

        await().untilAsserted(() -> assertThat(batches).containsExactly(List.of("0"), others));
        Running.await(source.stop());
    }

    /** The first batch is under way until it is let go. */
    private Future<Void> apply(List<String> batch) {
        batches.add(batch);
        return batches.size() == 1 ? first.future() : Future.succeededFuture();
    }
}
