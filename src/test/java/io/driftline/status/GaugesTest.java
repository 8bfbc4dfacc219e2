package io.driftline.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.driftline.bus.Addresses;
import io.driftline.bus.RecordCodec;
import io.driftline.bus.news.Announcement;
import io.driftline.identity.UserId;
import io.driftline.job.Decision;
import io.driftline.job.JobId;
import io.driftline.job.JobState;
import io.driftline.job.LockedJob;
import io.driftline.job.ProgressReport;
import io.driftline.job.Stage;
import io.driftline.job.StageReport;
import io.driftline.jobs.Announcer;
import io.driftline.jobs.Applied;
import io.driftline.jobs.Changes;
import io.driftline.jobs.NodeLink;
import io.driftline.testing.Running;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is told of progress without the database, and what is not. */
class GaugesTest {
    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();
    private final JobId job = JobId.random();
    private final UserId owner = UserId.random();
    private final AtomicLong now = new AtomicLong(1);
    private final List<Double> told = new CopyOnWriteArrayList<>();
    private final List<ProgressReport> asked = new CopyOnWriteArrayList<>();
    private volatile boolean held = true;
    private Gauges gauges;

    @BeforeEach
    void listen() {
        RecordCodec.register(vertx.eventBus());
        Running.await(Addresses.userChannel(owner)
                .consume(vertx.eventBus(), this::hear)
                .completion());
        gauges = new Gauges(vertx, this::apply, new Announcer(vertx.eventBus(), NodeLink.NONE), now::get);
    }

    @AfterEach
    void close() {
        Running.await(vertx.close());
    }

    @Test
    void aKnownAttemptIsToldOfAtOnceAndByItsLatestTick() {
        confirm(1, 5);

        assertThat(tell(List.of(tick(1, 10), tick(1, 20)))).isEmpty();

        await().untilAsserted(() -> assertThat(told).containsExactly(5.0, 20.0));
        assertThat(asked).isEmpty();
    }

    @Test
    void whoeverIsNotKnownHasToBeAskedFor() {
        confirm(2, 5);

        assertThat(tell(List.of(tick(1, 10)))).hasSize(1);
        assertThat(tell(List.of(tick(3, 10)))).hasSize(1);
    }

    @Test
    void nothingIsToldBeforeTheEventThatItCameWith() {
        confirm(1, 5);

        assertThat(tell(List.of(event(1), tick(1, 10)))).hasSize(2);
    }

    @Test
    void aJobThatHasMovedIsNotKnownAnyMore() {
        confirm(1, 5);

        on(() -> gauges.forget(List.of(job)));

        assertThat(tell(List.of(tick(1, 10)))).hasSize(1);
    }

    @Test
    void theAttemptByWhichAJobHasMovedIsKnownFromThenOn() {
        confirm(1, 5);
        var moved = new LockedJob(
                job, owner, 1, "one-hot", JobState.Open.PREDICTING, Stage.PREDICTING, 2, 0, 3, "http://worker");

        on(() -> gauges.moved(List.of(job), List.of(moved), now.get()));

        assertThat(tell(List.of(tick(2, 10)))).isEmpty();
        assertThat(tell(List.of(tick(1, 20)))).hasSize(1);
        assertThat(asked).isEmpty();
    }

    @Test
    void nobodyIsKnownAfterAnotherGatewayMayHaveSpoken() {
        confirm(1, 5);

        on(gauges::forgetAll);

        assertThat(tell(List.of(tick(1, 10)))).hasSize(1);
    }

    @Test
    void aLeaseIsRenewedOnceASecond() {
        confirm(1, 5);
        tell(List.of(tick(1, 10)));
        pass(Duration.ofMillis(1_100));

        tell(List.of(tick(1, 20)));
        tell(List.of(tick(1, 30)));

        await().untilAsserted(() -> assertThat(asked).containsExactly(new ProgressReport(job, 1, 30)));
        pass(Duration.ofSeconds(2));
        await("known for as long again")
                .untilAsserted(() -> assertThat(tell(List.of(tick(1, 40)))).isEmpty());
    }

    @Test
    void anAttemptThatHoldsItsJobNoMoreIsFoundOut() {
        confirm(1, 5);
        held = false;
        pass(Duration.ofMillis(1_100));

        tell(List.of(tick(1, 20)));

        await().untilAsserted(() -> assertThat(asked).hasSize(1));
        await().untilAsserted(() -> assertThat(tell(List.of(tick(1, 30)))).hasSize(1));
    }

    @Test
    void whatNobodyConfirmsIsNotTrustedForLong() {
        confirm(1, 5);
        pass(Duration.ofSeconds(4));

        assertThat(tell(List.of(tick(1, 20)))).hasSize(1);
    }

    @Test
    void whoeverAsksIsToldOfPredictingAlone() {
        List<Double> kept = new CopyOnWriteArrayList<>();
        Addresses.JOB_PROGRESSED.consume(vertx.eventBus(), progressed -> kept.add(progressed.percent()));

        confirm(1, Stage.CHECKING, 100);
        confirm(1, Stage.PREDICTING, 5);

        await().untilAsserted(() -> assertThat(kept).containsExactly(5.0));
        await().untilAsserted(() -> assertThat(told).containsExactly(100.0, 5.0));
    }

    /** What has to go by the database. */
    private List<StatusMessage> tell(List<StatusMessage> messages) {
        List<StatusMessage> others = new CopyOnWriteArrayList<>();
        on(() -> others.addAll(gauges.tell(messages)));
        return others;
    }

    /** As everything of the status step, on its one event loop. */
    private void on(Runnable step) {
        Promise<Void> done = Promise.promise();
        context.runOnContext(now -> {
            step.run();
            done.complete();
        });
        Running.await(done.future());
    }

    private void confirm(int attempt, double percent) {
        confirm(attempt, Stage.PREDICTING, percent);
    }

    private void confirm(int attempt, Stage stage, double percent) {
        var passed = new Decision.Progress(owner, stage, new ProgressReport(job, attempt, percent));
        on(() -> gauges.confirm(List.of(passed), now.get()));
    }

    private Future<Applied> apply(List<StageReport> reports, List<ProgressReport> ticks) {
        asked.addAll(ticks);
        var passed = held ? ticks : List.<ProgressReport>of();
        return Future.succeededFuture(new Applied(
                Changes.NONE,
                passed.stream()
                        .map(tick -> new Decision.Progress(owner, Stage.PREDICTING, tick))
                        .toList(),
                List.of(),
                Set.of(),
                ticks.size() - passed.size()));
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    private void hear(Announcement announcement) {
        told.add(announcement.frame().toJsonObject().getDouble("progress"));
    }

    private StatusMessage tick(int attempt, double percent) {
        return new StatusMessage.Progress(job, attempt, percent, Buffer.buffer());
    }

    private StatusMessage event(int attempt) {
        var message = new StageReport.Message("stage.test", "A stage", new JsonObject());
        return new StatusMessage.Event(job, attempt, 1, Stage.CHECKING, message, null, null, Buffer.buffer(), null);
    }
}
