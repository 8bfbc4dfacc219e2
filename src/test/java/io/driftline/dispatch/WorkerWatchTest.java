package io.driftline.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.driftline.bus.Addresses;
import io.driftline.bus.CheckSequences;
import io.driftline.bus.ListWorkers;
import io.driftline.bus.RecordCodec;
import io.driftline.bus.news.WorkerModels;
import io.driftline.bus.news.WorkerSeen;
import io.driftline.bus.news.WorkersAnnounced;
import io.driftline.bus.news.WorkersAnnounced.Announced;
import io.driftline.testing.Running;
import io.driftline.testing.memory.MemoryStaging;
import io.driftline.testing.memory.MemoryStatusSource;
import io.driftline.testing.memory.MemoryWorker;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WorkerWatchTest {
    private static final String ANNOUNCED = "http://announced";

    private final Vertx vertx = Vertx.vertx();
    private final List<WorkerSeen> seen = new CopyOnWriteArrayList<>();
    private final List<WorkerModels> told = new CopyOnWriteArrayList<>();

    @BeforeEach
    void watch() {
        RecordCodec.register(vertx.eventBus());
        Addresses.WORKER_SEEN.consume(vertx.eventBus(), seen::add);
        Addresses.WORKER_MODELS.consume(vertx.eventBus(), told::add);
        var worker = new MemoryWorker(new MemoryStaging(), new MemoryStatusSource());
        Running.await(
                vertx.deployVerticle(new WorkerWatchVerticle(worker, Duration.ofMillis(10), Duration.ofMillis(20))));
    }

    @AfterEach
    void close() {
        Running.await(vertx.close());
    }

    @Test
    void looksAfterOneThatAnnouncesItselfUntilItIsGone() {
        announce(new Announced(ANNOUNCED, false, new JsonObject()));
        await().until(() -> seen.contains(new WorkerSeen(ANNOUNCED, true)));
        assertThat(list()).extracting(ListWorkers.Worker::address).containsExactly(MemoryWorker.ADDRESS, ANNOUNCED);

        announce();

        await().until(() -> seen.contains(new WorkerSeen(ANNOUNCED, false)));
        assertThat(list()).extracting(ListWorkers.Worker::address).containsExactly(MemoryWorker.ADDRESS);
        seen.clear();
        await().until(() -> seen.size() > 5);
        assertThat(seen).containsOnly(new WorkerSeen(MemoryWorker.ADDRESS, true));
    }

    @Test
    void saysOfOneThatIsLeavingThatItIsNoneForJobsAndLooksAfterItAllTheSame() {
        announce(new Announced(ANNOUNCED, false, new JsonObject()));
        await().until(() -> seen.contains(new WorkerSeen(ANNOUNCED, true)));

        announce(new Announced(ANNOUNCED, true, new JsonObject()));
        await().until(() -> seen.contains(new WorkerSeen(ANNOUNCED, false)));
        seen.clear();
        await().until(() ->
                seen.stream().filter(each -> each.worker().equals(ANNOUNCED)).count() > 2);

        assertThat(seen).doesNotContain(new WorkerSeen(ANNOUNCED, true));
        assertThat(list().get(1).reachable()).isTrue();
    }

    @Test
    void keepsOneThatIsListedWhenItGoesAsAnAnnouncedOne() {
        announce(new Announced(MemoryWorker.ADDRESS, false, new JsonObject()));
        await().until(() -> list().get(0).announced() != null);

        announce();

        await().until(() -> list().get(0).announced() == null);
        assertThat(list()).extracting(ListWorkers.Worker::address).containsExactly(MemoryWorker.ADDRESS);
        assertThat(Running.await(Addresses.CHECK_SEQUENCES.request(
                        vertx.eventBus(), new CheckSequences(new JsonObject()), Duration.ofSeconds(10))))
                .isNotNull();
    }

    @Test
    void tellsAgainWhatAWorkerServesThatNeverChanges() {
        await().until(() -> told.size() > 2);

        assertThat(told).containsOnly(told.get(0));
    }

    private void announce(Announced... workers) {
        Addresses.WORKERS_ANNOUNCED.publish(vertx.eventBus(), new WorkersAnnounced(List.of(workers)));
    }

    private List<ListWorkers.Worker> list() {
        return Running.await(
                        Addresses.LIST_WORKERS.request(vertx.eventBus(), new ListWorkers(), Duration.ofSeconds(10)))
                .workers();
    }
}
