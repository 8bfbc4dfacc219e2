package io.driftline.jobs.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftline.identity.UserId;
import io.driftline.jobs.events.UserEvents;
import io.driftline.testing.Running;
import io.driftline.testing.StackExtension;
import io.driftline.testing.Store;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a user is told, from the beginning and since. */
@ExtendWith(StackExtension.class)
class MySqlUserEventsIT {
    private final UserId user = UserId.random();
    private Store store;

    @BeforeEach
    void use(Store empty) {
        store = empty;
        store.add(user);
    }

    @AfterEach
    void leaveNothing() {
        store.empty();
    }

    @Test
    void aSnapshotStandsWhereTheSequenceStands() {
        var first = store.succeeded(user);
        var second = store.claimed(user);

        var snapshot = Running.await(store.events.snapshot(user, UserEvents.FROM_THE_LATEST));

        assertThat(snapshot.offset()).isEqualTo(3);
        assertThat(snapshot.jobs())
                .extracting(job -> job.getString("job"))
                .containsExactly(second.value(), first.value());
        assertThat(snapshot.jobs().get(1).getJsonObject("result")).isEqualTo(new JsonObject().put("pairs", 1));
        assertThat(Running.await(store.events.snapshot(UserId.random(), UserEvents.FROM_THE_LATEST)))
                .isEqualTo(new UserEvents.Snapshot(0, List.of(), 0));
    }

    @Test
    void aLongSnapshotComesInPagesThatHoldEachJobOnce() {
        int many = 430;
        IntStream.range(0, many).forEach(i -> Running.await(store.jobs.cancel(user, store.submit(user))));
        List<String> told = new ArrayList<>();
        int pages = 0;
        long before = UserEvents.FROM_THE_LATEST;
        do {
            var page = Running.await(store.events.snapshot(user, before));
            page.jobs().forEach(job -> told.add(job.getString("job")));
            assertThat(page.offset()).isEqualTo(2L * many);
            before = page.next();
            pages++;
        } while (before != 0);

        assertThat(pages).isEqualTo(3);
        assertThat(told).hasSize(many).doesNotHaveDuplicates();
    }

    @Test
    void theLastOffsetsAreThoseOfEachUser() {
        var other = store.add(UserId.random());
        store.submit(user);
        store.submit(user);
        store.submit(other);

        var last = Running.await(store.events.lastOffsets(List.of(user, other, UserId.random())));

        assertThat(last).containsOnly(java.util.Map.entry(user, 2L), java.util.Map.entry(other, 1L));
    }
}
