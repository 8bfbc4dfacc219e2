package io.driftline.accounts.passwords;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftline.identity.Source;
import io.driftline.problem.ProblemType;
import io.driftline.problem.ServiceException;
import io.driftline.testing.Running;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class HashingQueueTest {
    private static final Source GREEDY = Source.of("203.0.113.7");
    private static final Source MODEST = Source.of("198.51.100.7");

    private final Vertx vertx = Vertx.vertx();
    private final HashingQueue queue = new HashingQueue(vertx);
    private final CountDownLatch gate = new CountDownLatch(1);
    private final List<Source> worked = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        gate.countDown();
        Running.await(vertx.close());
    }

    @Test
    void oneSourceNeitherFillsTheQueueNorComesBeforeTheOthers() {
        List<Future<Source>> greedy = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            greedy.add(ask(GREEDY));
        }
        var modest = ask(MODEST);

        assertThat(greedy.stream().filter(Future::failed)).hasSize(12).allSatisfy(refused -> assertThat(type(refused))
                .isEqualTo(ProblemType.SIGN_IN_THROTTLED));
        gate.countDown();
        Running.await(modest);
        Running.await(Future.join(greedy).otherwiseEmpty());
        assertThat(worked).hasSize(9).startsWith(GREEDY, GREEDY, MODEST);
    }

    @Test
    void refusesAtOnceWhenManySourcesHaveFilledIt() {
        List<Future<Source>> asked = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            asked.add(ask(Source.of("192.0." + i + ".1")));
        }

        assertThat(asked.stream().filter(Future::failed)).hasSize(4).allSatisfy(refused -> assertThat(type(refused))
                .isEqualTo(ProblemType.SIGN_IN_BUSY));
        gate.countDown();
        Running.await(Future.join(asked).otherwiseEmpty());
        assertThat(Running.await(ask(MODEST))).isEqualTo(MODEST);
    }

    private Future<Source> ask(Source source) {
        return queue.run(source, () -> {
            if (!gate.await(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the gate stayed shut");
            }
            worked.add(source);
            return source;
        });
    }

    private static ProblemType type(Future<?> refused) {
        return ((ServiceException) refused.cause()).type();
    }
}
