package io.driftline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.driftline.bus.Addresses;
import io.driftline.bus.RecordCodec;
import io.driftline.bus.news.Announcement;
import io.driftline.config.Config;
import io.driftline.dispatch.DispatchVerticle;
import io.driftline.dispatch.LeaseSweepVerticle;
import io.driftline.dispatch.WorkerWatchVerticle;
import io.driftline.identity.UserId;
import io.driftline.job.JobId;
import io.driftline.job.JobInput;
import io.driftline.job.JobState;
import io.driftline.job.Mode;
import io.driftline.job.ModelRef;
import io.driftline.job.PackedInput;
import io.driftline.job.Stage;
import io.driftline.job.Submission;
import io.driftline.jobs.Announcer;
import io.driftline.jobs.NodeLink;
import io.driftline.sequences.SequenceRecord;
import io.driftline.staging.StagingVerticle;
import io.driftline.status.StatusVerticle;
import io.driftline.testing.MutableClock;
import io.driftline.testing.Running;
import io.driftline.testing.TestConfig;
import io.driftline.testing.memory.MemoryJobs;
import io.driftline.testing.memory.MemoryStaging;
import io.driftline.testing.memory.MemoryStatusSource;
import io.driftline.testing.memory.MemoryTraces;
import io.driftline.testing.memory.MemoryTraces.Told;
import io.driftline.testing.memory.MemoryWorker;
import io.driftline.tracing.Subject;
import io.driftline.wire.StatusKeys;
import io.vertx.core.Deployable;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The spans of a job from the queue to its user's channel: the real steps on the real bus, everything else in memory. */
class TracedFlowTest {
    private static final Duration LEASE = Duration.ofSeconds(10);
    private static final Config.Jobs CONFIG =
            TestConfig.of(Map.of("jobs.sweep", "20 ms")).jobs();

    private final MutableClock clock = new MutableClock();
    private final MemoryJobs jobs = new MemoryJobs(clock, LEASE);
    private final MemoryStaging staging = new MemoryStaging();
    private final MemoryStatusSource status = new MemoryStatusSource();
    private final MemoryWorker worker = new MemoryWorker(staging, status);
    private final MemoryTraces traces = new MemoryTraces();
    private final UserId user = UserId.random();
    private final List<Announcement.Event> channel = new CopyOnWriteArrayList<>();
    private final Vertx vertx = Vertx.vertx();
    private Announcer announcer;

    @BeforeEach
    void deploy() {
        RecordCodec.register(vertx.eventBus());
        announcer = new Announcer(vertx.eventBus(), NodeLink.NONE);
        var keys = new StatusKeys(new byte[32]);
        Addresses.userChannel(user).consume(vertx.eventBus(), told -> channel.add((Announcement.Event) told));
        List.<Deployable>of(
                        new StatusVerticle(vertx, status, jobs, jobs, announcer, keys, 64 << 10, traces),
                        new StagingVerticle(staging, jobs, 1 << 20),
                        new DispatchVerticle(worker, jobs, keys, CONFIG, traces),
                        new LeaseSweepVerticle(jobs, jobs, worker, announcer, CONFIG),
                        new WorkerWatchVerticle(worker, Duration.ofMillis(20), Duration.ofDays(1)))
                .forEach(step -> Running.await(vertx.deployVerticle(step)));
    }

    @AfterEach
    void close() {
        Running.await(vertx.close());
    }

    @Test
    void hangEachStepBelowTheOneThatLedToIt() {
        var job = submit("request");
        await().until(() -> channel.size() == 5);
        await().until(() -> traces.of("process driftline.status").size() == 4);

        var post = traces.of("POST /jobs").get(0);
        // A claim that somebody else was faster with has a span of its own.
        var dispatch = await().until(
                        () -> traces.of("dispatch").stream()
                                .filter(span -> span.context().equals(post.parent()))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
        assertThat(dispatch.parent()).isEqualTo("request");
        assertThat(dispatch.subject()).isEqualTo(Subject.of(job, 1));
        for (var step : List.of("claim", "stage")) {
            assertThat(traces.of(step)).extracting(Told::parent).contains(dispatch.context());
        }
        var processed = traces.of("process driftline.status");
        assertThat(processed).allSatisfy(span -> assertThat(span.parent()).isEqualTo(post.context()));
        assertThat(processed)
                .extracting(span -> span.subject().stage())
                .containsExactly(Stage.CHECKING, Stage.ENCODING, Stage.PREDICTING, Stage.RESULT);
        assertThat(traces.of("collect")).singleElement().satisfies(span -> assertThat(span.parent())
                .isEqualTo(processed.get(3).context()));
        assertThat(channel)
                .extracting(Announcement.Event::trace)
                .containsExactly(
                        "request",
                        processed.get(0).context(),
                        processed.get(1).context(),
                        processed.get(2).context(),
                        processed.get(3).context());
        assertThat(traces.told).allSatisfy(span -> assertThat(span.failure()).isNull());
    }

    @Test
    void areOfTheSameTraceInTheSecondAttempt() {
        worker.next(MemoryWorker.Mood.STAY_SILENT);
        var job = submit("request");
        await().until(() -> worker.orders.size() == 1);

        clock.advance(LEASE.plusSeconds(1));

        await().until(() -> jobs.state(job).equals(JobState.End.SUCCEEDED));
        await().until(() -> traces.of("POST /jobs").size() == 2);
        assertThat(traces.of("dispatch")).extracting(Told::parent).containsOnly("request");
        assertThat(traces.of("dispatch"))
                .extracting(span -> span.subject().attempt())
                .contains(1, 2);
    }

    @Test
    void areNotMadeForAJobThatNobodyTraces() {
        var job = submit(null);

        await().until(() -> jobs.state(job).equals(JobState.End.SUCCEEDED));
        await().until(() -> channel.size() == 5);
        assertThat(traces.told).isEmpty();
        assertThat(channel).extracting(Announcement.Event::trace).containsOnlyNulls();
    }

    private JobId submit(@Nullable String trace) {
        var job = JobId.random();
        var input = JobInput.of(List.of(
                new SequenceRecord(1, "A/Wisconsin/67/2005", "MKTIIALSYILCLVFAQ"),
                new SequenceRecord(2, "A/Beijing/32/1992", "MKTIIALSYIFCLALGQ")));
        var asked = new Submission(
                user, new ModelRef(3, "cnn", "1", "blosum62"), Mode.PAIR, PackedInput.of(Mode.PAIR, input), null);
        announcer.announce(jobs.submit(job, asked.traced(trace)));
        return job;
    }
}
