package io.driftline.dispatch;

import io.driftline.bus.Addresses;
import io.driftline.bus.StageJob;
import io.driftline.bus.news.JobEnded;
import io.driftline.bus.news.JobSubmitted;
import io.driftline.config.Config;
import io.driftline.failpoints.FailPoint;
import io.driftline.job.JobState;
import io.driftline.job.QueuedJob;
import io.driftline.jobs.JobClaims;
import io.driftline.tracing.Step;
import io.driftline.tracing.Subject;
import io.driftline.tracing.Traces;
import io.driftline.wire.StatusKeys;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings queued jobs to workers that have room: claim, stage, post. A claim whose post was certainly refused is
 * undone; one whose fate is unknown is left to its lease.
 */
public final class DispatchVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(DispatchVerticle.class);
    private static final int AT_ONCE = 16;
    private static final Duration STAGE_TIMEOUT = Duration.ofSeconds(5);

    private static final Step DISPATCH = Step.of("dispatch");
    private static final Step CLAIM = Step.of("claim");
    private static final Step STAGE = Step.of("stage");
    private static final Step POST =
            new Step("POST /jobs", Step.Kind.CLIENT, Map.of("http.request.method", "POST", "url.template", "/jobs"));

    private final ModelWorkers workers;
    private final JobClaims queue;
    private final Orders orders;
    private final Traces traces;
    private final Map<String, Step> posts = new HashMap<>();
    private final WorkerRoom room = new WorkerRoom();
    private final Promise<Void> idle = Promise.promise();
    private int single;
    private boolean pumping;
    private boolean pumpAgain;
    private boolean stopped;

    public DispatchVerticle(ModelWorkers workers, JobClaims queue, StatusKeys keys, Config.Jobs config, Traces traces) {
        this.workers = workers;
        this.queue = queue;
        this.orders = new Orders(keys, config);
        this.traces = traces;
    }

    @Override
    public Future<?> start() {
        var bus = vertx.eventBus();
        Addresses.JOB_SUBMITTED.consume(bus, this::submitted);
        Addresses.JOB_ENDED.consume(bus, this::free);
        Addresses.WORKER_SEEN.consume(bus, seen -> {
            if (seen.reachable()) {
                room.seen(seen.worker());
                pump();
            } else {
                room.gone(seen.worker());
            }
        });
        return Future.succeededFuture();
    }

    /** Completes once every claim in hand has been posted or given back. */
    @Override
    public Future<?> stop() {
        stopped = true;
        settle();
        return idle.future();
    }

    private void settle() {
        if (stopped && !pumping && single == 0) {
            idle.tryComplete();
        }
    }

    /** Whose turn it is anyway goes to a worker that has room without the queue being asked, or waiting for a round's end. */
    private void submitted(JobSubmitted news) {
        var job = news.first();
        var worker = job == null || stopped ? Optional.<String>empty() : room.take();
        if (job == null || worker.isEmpty()) {
            pump();
            return;
        }
        single++;
        dispatch(job, worker.get())
                .onFailure(failure -> LOG.warn("dispatch waits: {}", failure.getMessage()))
                .onComplete(done -> {
                    single--;
                    settle();
                    if (pumpAgain) {
                        pump();
                    }
                });
    }

    private void free(JobEnded ended) {
        var worker = ended.worker();
        if (worker == null) {
            return;
        }
        room.freed(worker);
        pump();
        if (ended.state() == JobState.End.CANCELLED || ended.state() == JobState.End.EXPIRED) {
            workers.cancel(worker, ended.job())
                    .onFailure(failure -> LOG.debug("worker not told of a cancelled job", failure));
        }
    }

    /** Dispatches while there are jobs and room; one round at a time. */
    private void pump() {
        if (pumping || stopped) {
            pumpAgain = true;
            return;
        }
        int places = Math.min(room.total(), AT_ONCE);
        pumpAgain = places == 0 && single > 0;
        if (places == 0) {
            return;
        }
        pumping = true;
        queue.waiting(places)
                .compose(this::dispatchAll)
                .onFailure(failure -> LOG.warn("dispatch waits: {}", failure.getMessage()))
                .onComplete(round -> {
                    pumping = false;
                    settle();
                    if (pumpAgain || (round.succeeded() && round.result() > 0)) {
                        pump();
                    }
                });
    }

    /** Completes with the number of jobs that a worker took. */
    private Future<Long> dispatchAll(List<QueuedJob> jobs) {
        List<Future<Boolean>> rounds = new ArrayList<>();
        for (QueuedJob job : jobs) {
            room.take().ifPresent(worker -> rounds.add(dispatch(job, worker)));
        }
        return Future.join(rounds).otherwiseEmpty().map(done -> rounds.stream()
                .filter(round -> round.succeeded() && round.result())
                .count());
    }

    private Future<Boolean> dispatch(QueuedJob job, String worker) {
        return traces.follow(
                DISPATCH,
                job.trace(),
                Subject.of(job.job(), job.attempt() + 1),
                trace -> bring(job.within(trace), worker));
    }

    private Future<Boolean> bring(QueuedJob job, String worker) {
        return FailPoint.hit("QUEUED_NOT_CLAIMED", job)
                .compose(free -> traces.follow(CLAIM, free.trace(), Subject.KNOWN, trace -> queue.claim(free, worker)))
                .onFailure(failure -> room.giveBack(worker))
                .compose(claimed -> {
                    if (claimed.isEmpty()) {
                        room.giveBack(worker);
                        return Future.succeededFuture(false);
                    }
                    return FailPoint.hit("CLAIMED_NOT_STAGED", claimed.get().within(job.trace()))
                            .compose(taken -> deliver(taken, worker));
                });
    }

    private Future<Boolean> deliver(QueuedJob job, String worker) {
        return stage(job)
                .recover(failure -> giveClaimBack(job, worker, "staging failed: " + failure.getMessage())
                        .compose(undone -> Future.failedFuture(failure)))
                .compose(staged -> FailPoint.hit("STAGED_NOT_POSTED", staged))
                .compose(staged -> post(job, worker, staged))
                .onFailure(failure -> LOG.warn(
                        "job not dispatched jobId={} attempt={}: {}", job.job(), job.attempt(), failure.getMessage()));
    }

    private Future<StageJob.Staged> stage(QueuedJob job) {
        return traces.follow(
                STAGE,
                job.trace(),
                Subject.KNOWN,
                trace -> Addresses.STAGE_JOB.request(vertx.eventBus(), new StageJob(job), STAGE_TIMEOUT));
    }

    private Future<Boolean> post(QueuedJob job, String worker, StageJob.Staged staged) {
        return post(job, worker, orders.of(job, staged))
                .compose(posting -> posting instanceof ModelWorkers.Posting.NotStaged
                        ? stage(job).compose(again -> post(job, worker, orders.of(job, again)))
                        : Future.succeededFuture(posting))
                .onFailure(failure -> room.none(worker))
                .compose(posting -> FailPoint.hit("ANSWER_UNDERSTOOD", posting))
                .compose(posting -> settle(job, worker, posting));
    }

    private Future<ModelWorkers.Posting> post(QueuedJob job, String worker, JsonObject order) {
        return traces.follow(
                job.trace() == null ? POST : posts.computeIfAbsent(worker, POST::at),
                job.trace(),
                Subject.KNOWN,
                trace -> workers.post(worker, order, trace));
    }

    private Future<Boolean> settle(QueuedJob job, String worker, ModelWorkers.Posting posting) {
        if (posting instanceof ModelWorkers.Posting.Taken taken) {
            room.taken(worker, taken.room());
            LOG.debug("job dispatched jobId={} attempt={} worker={}", job.job(), job.attempt(), worker);
            return Future.succeededFuture(true);
        }
        if (posting instanceof ModelWorkers.Posting.Refused refused) {
            vertx.setTimer(refused.retryAfter().toMillis(), timer -> {
                room.retry(worker);
                pump();
            });
            return giveClaimBack(job, worker, refused.reason()).map(false);
        }
        return giveClaimBack(job, worker, "its sequences vanished twice").map(false);
    }

    private Future<Void> giveClaimBack(QueuedJob job, String worker, String reason) {
        room.none(worker);
        LOG.debug("claim undone jobId={} attempt={} worker={}: {}", job.job(), job.attempt(), worker, reason);
        return queue.unclaim(job);
    }
}
