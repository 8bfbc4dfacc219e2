package io.driftline.status;

import io.driftline.bus.Addresses;
import io.driftline.bus.CollectResult;
import io.driftline.bus.DiscardDeadLetter;
import io.driftline.bus.ListDeadLetters;
import io.driftline.bus.TransientFailure;
import io.driftline.database.StatementRefused;
import io.driftline.failpoints.FailPoint;
import io.driftline.jobs.Announcer;
import io.driftline.jobs.Applied;
import io.driftline.jobs.JobLeases;
import io.driftline.jobs.JobProgress;
import io.driftline.tracing.Step;
import io.driftline.tracing.Subject;
import io.driftline.tracing.Traces;
import io.driftline.wire.StatusKeys;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What workers say becomes what users know: decode, fetch results, commit, announce; then the source acknowledges.
 * Progress is told at once where that can be done.
 * A passing fault is waited out with the batch in hand; a message that can never be applied goes to the dead letters
 * alone, whatever else arrived with it, and its job fails and says so.
 */
public final class StatusVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(StatusVerticle.class);
    private static final Step COLLECT = Step.of("collect");
    private static final Duration COLLECT_TIMEOUT = Duration.ofSeconds(10);
    private static final long FIRST_PAUSE = 100;
    private static final long LONGEST_PAUSE = 5_000;
    /** Some three seconds in all. */
    private static final long PATIENCE = 1_600;

    private final StatusSource source;
    private final JobProgress progress;
    private final JobLeases leases;
    private final Announcer announcer;
    private final Traces traces;
    private final StatusDecoder decoder;
    private final Gauges gauges;
    private boolean stopped;

    public StatusVerticle(
            Vertx vertx,
            StatusSource source,
            JobProgress progress,
            JobLeases leases,
            Announcer announcer,
            StatusKeys keys,
            int messageLimit,
            Traces traces) {
        this.source = source;
        this.progress = progress;
        this.leases = leases;
        this.announcer = announcer;
        this.traces = traces;
        this.decoder = new StatusDecoder(keys, messageLimit);
        this.gauges = new Gauges(vertx, progress, announcer, System::nanoTime);
    }

    @Override
    public Future<?> start() {
        var bus = vertx.eventBus();
        Addresses.LIST_DEAD_LETTERS.consume(
                bus, command -> source.deadLetters(command.limit()).map(ListDeadLetters.Listed::new));
        Addresses.DISCARD_DEAD_LETTER.consume(
                bus, command -> source.discardDeadLetter(command.id()).map(DiscardDeadLetter.Discarded::new));
        Addresses.JOB_ENDED.consume(bus, ended -> gauges.forget(List.of(ended.job())));
        Addresses.JOB_SUBMITTED.consume(bus, queued -> gauges.forget(List.of(queued.job())));
        return source.start(decoder::decode, this::consume, gauges::forgetAll);
    }

    @Override
    public Future<?> stop() {
        stopped = true;
        return source.stop();
    }

    private Future<Void> consume(List<StatusDecoder.Decoded> bodies) {
        return FailPoint.hit("DELIVERED_NOT_APPLIED", bodies).compose(arrived -> {
            List<StatusMessage> messages = new ArrayList<>();
            List<UnusableMessage> poison = new ArrayList<>();
            for (StatusDecoder.Decoded decoded : arrived) {
                messages.addAll(decoded.messages());
                poison.addAll(decoded.poison());
            }
            return settle(gauges.tell(messages), PATIENCE).compose(settled -> bury(poison));
        });
    }

    /** Applies what can be applied. What cannot is found by halving, so that nobody else suffers or waits for it. */
    private Future<Void> settle(List<StatusMessage> messages, long patience) {
        if (messages.isEmpty()) {
            return Future.succeededFuture();
        }
        return patiently(() -> apply(messages), patience, FIRST_PAUSE)
                .recover(failure -> narrow(messages, failure))
                .compose(this::bury);
    }

    private Future<List<UnusableMessage>> narrow(List<StatusMessage> messages, Throwable failure) {
        if (stopped) {
            return Future.failedFuture(failure);
        }
        if (messages.size() == 1) {
            LOG.error("status message could not be applied", failure);
            return Future.succeededFuture(List.of(UnusableMessage.of(messages.get(0), failure)));
        }
        int half = messages.size() / 2;
        return settle(messages.subList(0, half), 0)
                .compose(settled -> settle(messages.subList(half, messages.size()), 0))
                .map(List.of());
    }

    /**
     * Tries until it succeeds, or fails in a way that does not pass.
     *
     * @param patience milliseconds of pause up to which a failure that nobody foresaw may still turn out to pass
     */
    private <T> Future<T> patiently(Supplier<Future<T>> work, long patience, long pause) {
        return Future.succeededFuture().compose(begun -> work.get()).recover(failure -> {
            boolean mayPass = TransientFailure.is(failure) || (!isRefusal(failure) && pause <= patience);
            if (stopped || !mayPass) {
                return Future.failedFuture(failure);
            }
            LOG.warn("status waits {} ms: {}", pause, failure.getMessage());
            return pause(pause).compose(paused -> patiently(work, patience, Math.min(2 * pause, LONGEST_PAUSE)));
        });
    }

    /** The database understood what it was given, and will never take it. */
    private static boolean isRefusal(Throwable failure) {
        return failure instanceof StatementRefused refused && refused.reason() != StatementRefused.Reason.UNKNOWN;
    }

    private Future<Void> pause(long millis) {
        Promise<Void> paused = Promise.promise();
        vertx.setTimer(millis, timer -> paused.complete());
        return paused.future();
    }

    /** Answers what turned out to be of jobs that never were. */
    private Future<List<UnusableMessage>> apply(List<StatusMessage> messages) {
        var traced = new TracedBatch(traces, messages);
        return apply(new StatusBatch(traced.messages())).onComplete(done -> traced.end(done.cause()));
    }

    private Future<List<UnusableMessage>> apply(StatusBatch batch) {
        long asked = gauges.now();
        return collect(batch)
                .compose(collected -> progress.apply(batch.reports(), batch.ticks()))
                .compose(applied -> FailPoint.hit("COMMITTED_NOT_TOLD", applied))
                .onSuccess(applied -> announce(batch, applied, asked))
                .compose(applied -> giveUp(batch.lost).map(done -> batch.messages.stream()
                        .filter(message -> applied.unknown().contains(message.job()))
                        .map(message -> UnusableMessage.of(message.line(), "unknown job"))
                        .toList()));
    }

    /** Fetches the results that events announce; an attempt whose result is gone is lost. */
    private Future<Void> collect(StatusBatch batch) {
        List<Future<?>> collections = new ArrayList<>();
        for (StatusMessage message : batch.messages) {
            if (message instanceof StatusMessage.Event event && event.result() != null) {
                collections.add(collect(event, event.result()).onSuccess(found -> batch.found(event, found)));
            }
        }
        return collections.isEmpty()
                ? Future.succeededFuture()
                : Future.join(collections).mapEmpty();
    }

    private Future<CollectResult.Collected> collect(StatusMessage.Event event, StatusMessage.Announced announced) {
        var command = new CollectResult(
                event.job(), event.attempt(), announced.sha256(), announced.bytes(), announced.summary());
        return traces.follow(
                COLLECT,
                event.trace(),
                Subject.KNOWN,
                trace -> Addresses.COLLECT_RESULT.request(vertx.eventBus(), command, COLLECT_TIMEOUT));
    }

    private void announce(StatusBatch batch, Applied applied, long asked) {
        gauges.moved(StatusBatch.moving(batch.messages), applied.moved(), asked);
        announcer.announce(applied.changes());
        gauges.confirm(applied.progress(), asked);
    }

    private Future<Void> giveUp(List<StatusBatch.Lost> attempts) {
        Future<Void> done = Future.succeededFuture();
        for (StatusBatch.Lost lost : attempts) {
            done = done.compose(previous -> leases.giveUp(lost.job(), lost.attempt(), lost.reason())
                    .onSuccess(announcer::announce)
                    .mapEmpty());
        }
        return done;
    }

    /** A letter is in its queue before its message is acknowledged; and who said it hears of it. */
    private Future<Void> bury(List<UnusableMessage> poison) {
        Future<Void> done = Future.succeededFuture();
        for (UnusableMessage each : poison) {
            LOG.warn("status message to the dead letters: {}", each.reason());
            done = done.compose(previous ->
                            patiently(() -> source.deadLetter(each.body(), each.reason()), PATIENCE, FIRST_PAUSE))
                    .compose(buried -> each.said().map(this::fail).orElse(Future.succeededFuture()));
        }
        return done;
    }

    private Future<Void> fail(UnusableMessage.Attempt attempt) {
        return patiently(() -> leases.fail(attempt.job(), attempt.number()), PATIENCE, FIRST_PAUSE)
                .onSuccess(announcer::announce)
                .mapEmpty();
    }
}
