package io.driftline.api.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.driftline.bus.Addresses;
import io.driftline.bus.AskProgress;
import io.driftline.bus.RecordCodec;
import io.driftline.bus.news.JobEnded;
import io.driftline.bus.news.JobProgressed;
import io.driftline.identity.UserId;
import io.driftline.job.JobId;
import io.driftline.job.JobState;
import io.driftline.job.Mode;
import io.driftline.job.Stage;
import io.driftline.jobs.JobView;
import io.driftline.staging.StagingVerticle;
import io.driftline.testing.MutableClock;
import io.driftline.testing.Running;
import io.driftline.testing.memory.MemoryJobs;
import io.driftline.testing.memory.MemoryStaging;
import io.driftline.wire.RedisKeys;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever asks about one job is told its attempt's percent, and loses nothing but that where the copies are away. */
class RunningPercentTest {
    private final Vertx vertx = Vertx.vertx();
    private final JobId job = JobId.random();
    private final MemoryStaging staging = new MemoryStaging();

    @BeforeEach
    void register() {
        RecordCodec.register(vertx.eventBus());
    }

    @AfterEach
    void close() {
        Running.await(vertx.close());
    }

    @Test
    void isThatOfTheAttemptThatHoldsTheJob() {
        deployStaging();
        tell(1, 90);
        tell(2, 12.5);

        await().untilAsserted(
                        () -> assertThat(percent(JobState.Open.PREDICTING, 2)).isEqualTo(12.5));
        assertThat(percent(JobState.Open.PREDICTING, 3)).isNull();
        assertThat(percent(JobState.Open.QUEUED, 2)).isNull();
        assertThat(percent(JobState.Open.CHECKING, 2)).isNull();
    }

    @Test
    void goesWithItsJob() {
        deployStaging();
        tell(1, 50);
        await().until(() -> percent(JobState.Open.PREDICTING, 1) != null);

        Addresses.JOB_ENDED.publish(
                vertx.eventBus(), new JobEnded(job, UserId.random(), "blosum62", 1, 1, JobState.End.CANCELLED, null));

        await().until(staging::isEmpty);
    }

    @Test
    void isUnknownWhereNobodyAnswers() {
        assertThat(percent(JobState.Open.PREDICTING, 1)).isNull();
    }

    @Test
    void isUnknownWhereTheCopiesFailOrAreNone() {
        deployStaging();
        staging.put(RedisKeys.progress(job, 1), Buffer.buffer("no number"));

        assertThat(percent(JobState.Open.PREDICTING, 1)).isNull();
    }

    @Test
    void isNotWaitedForLong() {
        Addresses.ASK_PROGRESS.consume(
                vertx.eventBus(), asked -> Promise.<AskProgress.Known>promise().future());

        var told = into(JobState.Open.PREDICTING, 1);

        await().atMost(Duration.ofSeconds(5)).until(told::isComplete);
        assertThat(told.result().getValue("progress")).isNull();
    }

    private void deployStaging() {
        var jobs = new MemoryJobs(new MutableClock(), Duration.ofSeconds(10));
        Running.await(vertx.deployVerticle(new StagingVerticle(staging, jobs, 1 << 20)));
    }

    private void tell(int attempt, double percent) {
        Addresses.JOB_PROGRESSED.publish(vertx.eventBus(), new JobProgressed(job, attempt, percent));
    }

    private @Nullable Double percent(JobState state, int attempt) {
        return Running.await(into(state, attempt)).getDouble("progress");
    }

    private Future<JsonObject> into(JobState state, int attempt) {
        return new RunningPercent(vertx.eventBus()).into(new JsonObject(), view(state, attempt));
    }

    private JobView view(JobState state, int attempt) {
        return new JobView(
                job,
                state,
                Stage.PREDICTING,
                attempt,
                0,
                null,
                Mode.ALL,
                null,
                null,
                null,
                0,
                new JsonArray(),
                2,
                0,
                1,
                new JobView.Model(1, "CNN", "1", "blosum62", "BLOSUM62"),
                Instant.EPOCH,
                null,
                null,
                null,
                null);
    }
}
