package io.driftline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.driftline.bus.Addresses;
import io.driftline.bus.CheckSequences;
import io.driftline.bus.RecordCodec;
import io.driftline.bus.news.Announcement;
import io.driftline.config.Config;
import io.driftline.dispatch.DispatchVerticle;
import io.driftline.dispatch.LeaseSweepVerticle;
import io.driftline.dispatch.ModelWorkers;
import io.driftline.dispatch.WorkerWatchVerticle;
import io.driftline.identity.UserId;
import io.driftline.job.JobId;
import io.driftline.job.JobInput;
import io.driftline.job.JobState;
import io.driftline.job.Mode;
import io.driftline.job.ModelRef;
import io.driftline.job.PackedInput;
import io.driftline.job.Submission;
import io.driftline.jobs.Announcer;
import io.driftline.jobs.NodeLink;
import io.driftline.sequences.Gzip;
import io.driftline.sequences.RecordPair;
import io.driftline.sequences.SequenceRecord;
import io.driftline.staging.StagingVerticle;
import io.driftline.status.StatusVerticle;
import io.driftline.testing.Golden;
import io.driftline.testing.MutableClock;
import io.driftline.testing.Running;
import io.driftline.testing.SignedLines;
import io.driftline.testing.TestConfig;
import io.driftline.testing.memory.MemoryJobs;
import io.driftline.testing.memory.MemoryStaging;
import io.driftline.testing.memory.MemoryStatusSource;
import io.driftline.testing.memory.MemoryWorker;
import io.driftline.tracing.Traces;
import io.driftline.wire.StatusKeys;
import io.vertx.core.Deployable;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The whole flow from a committed job to its user's channel: the real steps on the real bus, everything else in memory. */
class FlowTest {
    private static final List<String> STAGES =
            List.of("job.queued", "stage.checking", "stage.encoding", "stage.predicting", "stage.result");
    private static final Duration LEASE = Duration.ofSeconds(10);
    private static final Config.Jobs CONFIG =
            TestConfig.of(Map.of("jobs.sweep", "20 ms")).jobs();

    private final MutableClock clock = new MutableClock();
    private final MemoryJobs jobs = new MemoryJobs(clock, LEASE);
    private final MemoryStaging staging = new MemoryStaging();
    private final MemoryStatusSource status = new MemoryStatusSource();
    private final MemoryWorker worker = new MemoryWorker(staging, status);
    private final StatusKeys keys = new StatusKeys(new byte[32]);
    private final UserId user = UserId.random();
    private final Vertx vertx = Vertx.vertx();
    private Announcer announcer;
    private String watch;

    @BeforeEach
    void deploy() {
        RecordCodec.register(vertx.eventBus());
        announcer = new Announcer(vertx.eventBus(), NodeLink.NONE);
        List.<Deployable>of(
                        new StatusVerticle(vertx, status, jobs, jobs, announcer, keys, 64 << 10, Traces.none()),
                        new StagingVerticle(staging, jobs, 1 << 20),
                        new DispatchVerticle(worker, jobs, keys, CONFIG, Traces.none()),
                        new LeaseSweepVerticle(jobs, jobs, worker, announcer, CONFIG))
                .forEach(step -> Running.await(vertx.deployVerticle(step)));
        watch = Running.await(
                vertx.deployVerticle(new WorkerWatchVerticle(worker, Duration.ofMillis(20), Duration.ofDays(1))));
    }

    @AfterEach
    void close() {
        Running.await(vertx.close());
    }

    @Test
    void carriesAJobFromTheQueueToItsResult() throws IOException {
        var job = submit(user);

        awaitState(job, JobState.End.SUCCEEDED);

        assertThat(jobs.told(user)).isEqualTo(STAGES);
        assertThat(jobs.attempt(job)).isEqualTo(1);
        var result = new JsonObject(Buffer.buffer(Gzip.reader(jobs.result(job)).readAllBytes()));
        assertThat(result.getJsonArray("pairs").getJsonObject(0).getString("b")).isEqualTo("A/Beijing/32/1992");
        await().until(staging::isEmpty);
    }

    @Test
    void carriesReferencesAndNamedPairsToTheWorker() throws IOException {
        var records = List.of(new SequenceRecord(1, "a", "MKT"), new SequenceRecord(2, "b", "MKA"));
        var listed = JobId.random();
        var queried = JobId.random();

        submit(user, listed, Mode.LIST, new JobInput(records, List.of(), List.of(new RecordPair(2, 1))));
        submit(user, queried, Mode.QUERY, new JobInput(records, List.of(new SequenceRecord(1, "r", "MKV")), List.of()));

        awaitState(listed, JobState.End.SUCCEEDED);
        awaitState(queried, JobState.End.SUCCEEDED);
        assertThat(worker.orders)
                .extracting(order -> order.getString("mode"))
                .containsExactlyInAnyOrder("list", "query");
        assertThat(read(listed).getJsonObject(2).encode()).isEqualTo("{\"pairs\":[[2,1]]}");
        assertThat(read(queried).getJsonObject(2).getBoolean("reference")).isTrue();
    }

    /** The items that the worker read. */
    private JsonArray read(JobId job) throws IOException {
        return new JsonObject(Buffer.buffer(Gzip.reader(jobs.result(job)).readAllBytes())).getJsonArray("read");
    }

    @Test
    void neverHandsTheSequencesToTheWorkerDirectly() {
        var job = submit(user);

        awaitState(job, JobState.End.SUCCEEDED);

        var order = worker.orders.get(0);
        assertThat(order.encode()).doesNotContain("MKTIIALSY");
        assertThat(order.fieldNames()).isEqualTo(Golden.object("dispatch.json").fieldNames());
        assertThat(order.getString("sequencesKey")).isEqualTo("seq:blosum62:" + user + ":3:" + job);
    }

    @Test
    void announcesEachEventOnItsOwnersChannelOnly() {
        List<Announcement> mine = new CopyOnWriteArrayList<>();
        List<Announcement> others = new CopyOnWriteArrayList<>();
        Addresses.userChannel(user).consume(vertx.eventBus(), mine::add);
        Addresses.userChannel(UserId.random()).consume(vertx.eventBus(), others::add);

        submit(user);

        await().untilAsserted(() -> assertThat(mine)
                .extracting(told -> ((Announcement.Event) told).offset())
                .containsExactly(1L, 2L, 3L, 4L, 5L));
        assertThat(others).isEmpty();
    }

    @Test
    void stagesAgainWhatVanished() {
        worker.next(MemoryWorker.Mood.FORGET_STAGED);

        var job = submit(user);

        awaitState(job, JobState.End.SUCCEEDED);
        assertThat(jobs.attempt(job)).isEqualTo(1);
    }

    @Test
    void asksTheQueueForNothingWhenAJobIsTheOnlyOneInIt() {
        awaitState(submit(user), JobState.End.SUCCEEDED);
        await().until(staging::isEmpty);
        worker.next(MemoryWorker.Mood.STAY_SILENT, MemoryWorker.Mood.STAY_SILENT);
        Running.await(vertx.undeploy(watch));
        int lookups = jobs.lookups();

        submit(user);
        awaitOrders(2);
        submit(user);
        awaitOrders(3);

        assertThat(jobs.lookups()).isEqualTo(lookups);
    }

    @Test
    void undoesAClaimThatWasRefusedAndTriesAgain() {
        worker.next(MemoryWorker.Mood.REFUSE, MemoryWorker.Mood.REFUSE);

        var job = submit(user);

        awaitState(job, JobState.End.SUCCEEDED);
        assertThat(jobs.attempt(job)).isEqualTo(1);
        assertThat(jobs.told(user)).isEqualTo(STAGES);
    }

    @Test
    void runsASilentAttemptAgainAndFencesTheOldOne() {
        worker.next(MemoryWorker.Mood.STAY_SILENT, MemoryWorker.Mood.STAY_SILENT);
        var job = submit(user);
        awaitOrders(1);

        clock.advance(LEASE.plusSeconds(1));
        awaitOrders(2);
        worker.speakLate(worker.orders.get(0));
        clock.advance(LEASE.plusSeconds(1));

        awaitState(job, JobState.End.SUCCEEDED);
        assertThat(jobs.attempt(job)).isEqualTo(3);
        assertThat(jobs.told(user))
                .containsExactly(
                        "job.queued",
                        "job.requeued",
                        "job.requeued",
                        "stage.checking",
                        "stage.encoding",
                        "stage.predicting",
                        "stage.result");
    }

    @Test
    void leavesAnAttemptAloneThatItsWorkerStillRuns() {
        worker.next(MemoryWorker.Mood.STAY_SILENT);
        worker.answer = ModelWorkers.AttemptState.RUNNING;
        var job = submit(user);
        awaitOrders(1);

        clock.advance(LEASE.plusSeconds(1));
        await().until(() -> Running.await(jobs.takeLapsed(1)).isEmpty());

        assertThat(jobs.state(job)).isEqualTo(JobState.Open.QUEUED);
        assertThat(jobs.attempt(job)).isEqualTo(1);
        worker.speakLate(worker.orders.get(0));
        awaitState(job, JobState.End.SUCCEEDED);
    }

    @Test
    void failsAfterThreeLostAttempts() {
        worker.next(MemoryWorker.Mood.STAY_SILENT, MemoryWorker.Mood.STAY_SILENT, MemoryWorker.Mood.STAY_SILENT);
        var job = submit(user);

        for (int attempt = 1; attempt <= 3; attempt++) {
            awaitOrders(attempt);
            clock.advance(LEASE.plusSeconds(1));
        }

        awaitState(job, JobState.End.FAILED);
        assertThat(jobs.told(user)).endsWith("job.failed");
    }

    @Test
    void failsAJobWhoseResultBreaksTheContract() {
        worker.next(MemoryWorker.Mood.SAY_NONSENSE);

        var job = submit(user);

        awaitState(job, JobState.End.FAILED);
        assertThat(jobs.attempt(job)).isEqualTo(1);
        assertThat(jobs.told(user)).endsWith("stage.predicting", "job.failed");
    }

    @Test
    void worksWhatAWorkerGivesBackElsewhereBeforeItsLeaseLapses() {
        worker.next(MemoryWorker.Mood.STAY_SILENT);
        var job = submit(user);
        awaitOrders(1);

        worker.givenBack = givenBack(job, 1, false);

        awaitState(job, JobState.End.SUCCEEDED);
        assertThat(jobs.attempt(job)).isEqualTo(2);
        assertThat(jobs.told(user)).contains("job.requeued").endsWith("stage.result");
    }

    @Test
    void failsAJobThatHangsEveryWorkerItMeets() {
        worker.next(MemoryWorker.Mood.STAY_SILENT, MemoryWorker.Mood.STAY_SILENT, MemoryWorker.Mood.STAY_SILENT);
        var job = submit(user);

        for (int attempt = 1; attempt <= 3; attempt++) {
            awaitOrders(attempt);
            worker.givenBack = givenBack(job, attempt, true);
        }

        awaitState(job, JobState.End.FAILED);
    }

    @Test
    void neverFailsAJobBecauseItsWorkersWereReplacedForOthers() {
        worker.next(
                MemoryWorker.Mood.STAY_SILENT,
                MemoryWorker.Mood.STAY_SILENT,
                MemoryWorker.Mood.STAY_SILENT,
                MemoryWorker.Mood.STAY_SILENT);
        var job = submit(user);

        for (int attempt = 1; attempt <= 4; attempt++) {
            awaitOrders(attempt);
            worker.givenBack = givenBack(job, attempt, false);
        }

        awaitState(job, JobState.End.SUCCEEDED);
        assertThat(jobs.attempt(job)).isEqualTo(5);
    }

    private static JsonArray givenBack(JobId job, int attempt, boolean hung) {
        return new JsonArray()
                .add(new JsonObject()
                        .put("job", job.value())
                        .put("attempt", attempt)
                        .put("hung", hung));
    }

    @Test
    void givesUpAnAttemptWhoseResultVanished() {
        worker.next(MemoryWorker.Mood.LOSE_RESULT);

        var job = submit(user);

        awaitState(job, JobState.End.SUCCEEDED);
        assertThat(jobs.attempt(job)).isEqualTo(2);
        assertThat(jobs.told(user)).contains("job.requeued").endsWith("stage.result");
    }

    @Test
    void tellsNothingTwiceWhenEveryMessageComesTwice() {
        worker.next(MemoryWorker.Mood.SAY_EVERYTHING_TWICE);

        var job = submit(user);

        awaitState(job, JobState.End.SUCCEEDED);
        assertThat(jobs.told(user)).isEqualTo(STAGES);
    }

    @Test
    void putsPoisonAsideAndHarmsNobody() {
        var stranger = JobId.random();
        status.publish(Buffer.buffer("not a message at all"));
        status.publish(SignedLines.sign(
                keys,
                stranger,
                1,
                new JsonObject()
                        .put("job", stranger.value())
                        .put("attempt", 1)
                        .put("seq", 1)
                        .put("kind", "event")
                        .put("stage", "checking")
                        .put("messageKey", "k")
                        .put("message", "m")));

        var job = submit(user);

        awaitState(job, JobState.End.SUCCEEDED);
        assertThat(status.deadLetters).containsExactlyInAnyOrder("not JSON", "unknown job");
    }

    @Test
    void asksAWorkerForACheck() {
        await().untilAsserted(() -> assertThat(Running.await(Addresses.CHECK_SEQUENCES.request(
                                vertx.eventBus(), new CheckSequences(new JsonObject()), Duration.ofSeconds(1)))
                        .verdict())
                .isEqualTo(Golden.object("check-response.json")));
    }

    @Test
    void carriesManyJobsOfManyUsers() {
        var users = List.of(UserId.random(), UserId.random(), UserId.random());
        List<JobId> submitted = new CopyOnWriteArrayList<>();
        for (int i = 0; i < 300; i++) {
            submitted.add(submit(users.get(i % users.size())));
        }

        submitted.forEach(job -> awaitState(job, JobState.End.SUCCEEDED));

        users.forEach(each -> assertThat(jobs.told(each)).hasSize(100 * STAGES.size()));
    }

    private JobId submit(UserId owner) {
        var job = JobId.random();
        var records = List.of(
                new SequenceRecord(1, "A/Wisconsin/67/2005", "MKTIIALSYILCLVFAQ"),
                new SequenceRecord(2, "A/Beijing/32/1992", "MKTIIALSYIFCLALGQ"));
        submit(owner, job, Mode.PAIR, JobInput.of(records));
        return job;
    }

    private void submit(UserId owner, JobId job, Mode mode, JobInput input) {
        announcer.announce(jobs.submit(
                job,
                new Submission(
                        owner, new ModelRef(3, "cnn", "1", "blosum62"), mode, PackedInput.of(mode, input), null)));
    }

    private void awaitState(JobId job, JobState state) {
        await().pollDelay(Duration.ZERO).until(() -> jobs.state(job).equals(state));
    }

    private void awaitOrders(int count) {
        await().until(() -> worker.orders.size() >= count);
    }
}
