package io.driftline.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.driftline.identity.UserId;
import io.driftline.problem.ServiceException;
import io.driftline.testing.Running;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UserTurnsTest {
    private final Vertx vertx = Vertx.vertx();
    private final UserTurns turns = new UserTurns(vertx);
    private final UserId ann = UserId.random();
    private final UserId ben = UserId.random();

    @AfterEach
    void close() {
        Running.await(vertx.close());
    }

    @Test
    void whatOneUserAsksRunsOneAfterTheOtherInOrder() {
        List<Integer> begun = new ArrayList<>();
        List<Promise<Integer>> ends =
                IntStream.range(0, 3).mapToObj(i -> Promise.<Integer>promise()).toList();
        var all = IntStream.range(0, 3)
                .mapToObj(i -> turns.take(ann, () -> {
                    begun.add(i);
                    return ends.get(i).future();
                }))
                .toList();

        ends.get(2).complete(2);
        ends.get(1).complete(1);
        assertThat(all.get(2).isComplete()).isFalse();
        ends.get(0).complete(0);

        assertThat(Running.await(Future.all(all)).<Integer>list()).containsExactly(0, 1, 2);
        assertThat(begun).containsExactly(0, 1, 2);
    }

    @Test
    void aUserWhoWaitsKeepsNobodyElseWaiting() {
        turns.take(ann, () -> Promise.promise().future());

        assertThat(Running.await(turns.take(ben, () -> Future.succeededFuture("done"))))
                .isEqualTo("done");
    }

    @Test
    void whatWaitsTooLongIsRefusedAndTheOneAheadOfItIsNot() {
        Promise<String> held = Promise.promise();
        var first = turns.take(ann, held::future);
        var second = turns.take(ann, () -> Future.succeededFuture("never"));

        assertThatThrownBy(() -> Running.await(second))
                .rootCause()
                .isInstanceOfSatisfying(ServiceException.class, refused -> assertThat(refused.retryAfter())
                        .isPresent());
        held.complete("done");
        assertThat(Running.await(first)).isEqualTo("done");
        assertThat(Running.await(turns.take(ann, () -> Future.succeededFuture("well again"))))
                .isEqualTo("well again");
    }

    @Test
    void moreThanCanBeServedSoonIsRefusedAtOnce() {
        IntStream.range(0, 64)
                .forEach(i -> turns.take(ann, () -> Promise.promise().future()));

        assertThat(turns.take(ann, () -> Future.succeededFuture("no")).failed()).isTrue();
    }

    @Test
    void workThatFailsOrThrowsMakesRoomForTheNext() {
        var failing = turns.take(ann, () -> Future.failedFuture("no"));
        var throwing = turns.take(ann, () -> {
            throw new IllegalStateException("no");
        });

        assertThat(Running.await(turns.take(ann, () -> Future.succeededFuture("yes"))))
                .isEqualTo("yes");
        assertThat(failing.failed()).isTrue();
        assertThat(throwing.failed()).isTrue();
    }
}
