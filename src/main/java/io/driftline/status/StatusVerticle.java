package io.driftline.status;

import io.driftline.contract.Addresses;
import io.driftline.contract.Announcement;
import io.driftline.contract.CollectResult;
import io.driftline.contract.DeadLetterDiscarded;
import io.driftline.contract.DeadLettersListed;
import io.driftline.contract.FailPoint;
import io.driftline.contract.ResultCollected;
import io.driftline.contract.StatusKeys;
import io.driftline.domain.JobId;
import io.driftline.domain.ProblemType;
import io.driftline.domain.ServiceException;
import io.driftline.jobs.Announcer;
import io.driftline.jobs.Applied;
import io.driftline.jobs.JobLeases;
import io.driftline.jobs.JobProgress;
import io.driftline.jobs.StageReport;
import io.driftline.jobs.Tick;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What workers say becomes what users know: decode, fetch results, commit, announce; then the source acknowledges.
 * A passing fault is waited out with the batch in hand; a message that can never be applied goes to the dead letters
 * alone, whatever else arrived with it.
 */
public final class StatusVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(StatusVerticle.class);
    private static final Duration COLLECT_TIMEOUT = Duration.ofSeconds(10);
    private static final long FIRST_PAUSE = 100;
    private static final long LONGEST_PAUSE = 5_000;

    private final StatusSource source;
    private final JobProgress progress;
    private final JobLeases leases;
    private final Announcer announcer;
    private final StatusDecoder decoder;
    private boolean stopped;

    public StatusVerticle(
            StatusSource source,
            JobProgress progress,
            JobLeases leases,
            Announcer announcer,
            StatusKeys keys,
            int messageLimit) {
        this.source = source;
        this.progress = progress;
        this.leases = leases;
        this.announcer = announcer;
        this.decoder = new StatusDecoder(keys, messageLimit);
    }

    @Override
    public Future<?> start() {
        var bus = vertx.eventBus();
        Addresses.LIST_DEAD_LETTERS.consume(
                bus, command -> source.deadLetters(command.limit()).map(DeadLettersListed::new));
        Addresses.DISCARD_DEAD_LETTER.consume(
                bus, command -> source.discardDeadLetter(command.id()).map(DeadLetterDiscarded::new));
        return source.start(bodies -> consume(bodies, FIRST_PAUSE));
    }

    @Override
    public Future<?> stop() {
        stopped = true;
        return source.stop();
    }

    private Future<Void> consume(List<Buffer> bodies, long pause) {
        return FailPoint.hit("K15", bodies).compose(this::apply).recover(failure -> {
            if (stopped) {
                return Future.failedFuture(failure);
            }
            if (isPassing(failure)) {
                LOG.warn("status waits {} ms: {}", pause, failure.getMessage());
                return pause(pause).compose(paused -> consume(bodies, Math.min(2 * pause, LONGEST_PAUSE)));
            }
            return bodies.size() > 1 ? consumeSingly(bodies) : putAside(bodies.get(0), failure);
        });
    }

    /** One of the batch cannot be applied: the others must not suffer. */
    private Future<Void> consumeSingly(List<Buffer> bodies) {
        Future<Void> done = Future.succeededFuture();
        for (Buffer body : bodies) {
            done = done.compose(previous -> consume(List.of(body), FIRST_PAUSE));
        }
        return done;
    }

    private Future<Void> putAside(Buffer body, Throwable failure) {
        LOG.error("status message could not be applied", failure);
        return source.deadLetter(body, "could not be applied");
    }

    /** The database or Redis is away, and will be back. */
    private static boolean isPassing(Throwable failure) {
        return (failure instanceof ServiceException refused && refused.type().kind() == ProblemType.Kind.UNAVAILABLE)
                || !(failure instanceof RuntimeException)
                || failure instanceof io.vertx.core.VertxException;
    }

    private Future<Void> pause(long millis) {
        Promise<Void> paused = Promise.promise();
        vertx.setTimer(millis, timer -> paused.complete());
        return paused.future();
    }

    private Future<Void> apply(List<Buffer> bodies) {
        var batch = new Batch();
        for (Buffer body : bodies) {
            var decoded = decoder.decode(body);
            batch.messages.addAll(decoded.messages());
            batch.poison.addAll(decoded.poison());
        }
        return collect(batch)
                .compose(collected -> progress.apply(batch.reports(), batch.ticks()))
                .compose(applied -> FailPoint.hit("K17", applied))
                .onSuccess(this::announce)
                .compose(applied -> giveUp(batch.lost).compose(done -> bury(batch, applied.unknown())));
    }

    /** Fetches the results that events announce; an attempt whose result is gone is lost. */
    private Future<Void> collect(Batch batch) {
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

    private Future<ResultCollected> collect(StatusMessage.Event event, StatusMessage.Announced announced) {
        var command = new CollectResult(event.job(), event.attempt(), announced.sha256(), announced.bytes());
        return Addresses.COLLECT_RESULT.request(vertx.eventBus(), command, COLLECT_TIMEOUT);
    }

    private void announce(Applied applied) {
        announcer.announce(applied.changes());
        for (Applied.Progress gauge : applied.progress()) {
            var tick = gauge.tick();
            var frame = new JsonObject()
                    .put("type", "progress")
                    .put("job", tick.job().value())
                    .put("attempt", tick.attempt())
                    .put("progress", tick.progress());
            announcer.announce(
                    gauge.user(), new Announcement.Progress(tick.job().value(), frame.toBuffer()));
        }
    }

    private Future<Void> giveUp(List<Lost> attempts) {
        Future<Void> done = Future.succeededFuture();
        for (Lost lost : attempts) {
            done = done.compose(previous -> leases.giveUp(lost.job(), lost.attempt(), lost.reason())
                    .onSuccess(announcer::announce)
                    .mapEmpty());
        }
        return done;
    }

    private Future<Void> bury(Batch batch, Set<JobId> unknown) {
        for (StatusMessage message : batch.messages) {
            if (unknown.contains(message.job())) {
                batch.poison.add(new StatusDecoder.Poison(message.line(), "unknown job"));
            }
        }
        Future<Void> done = Future.succeededFuture();
        for (StatusDecoder.Poison poison : batch.poison) {
            LOG.warn("status message to the dead letters: {}", poison.reason());
            done = done.compose(previous -> source.deadLetter(poison.body(), poison.reason()));
        }
        return done;
    }

    private record Lost(JobId job, int attempt, String reason) {}

    /** What a few messages hold, and which of their results were found. */
    private static final class Batch {
        final List<StatusMessage> messages = new ArrayList<>();
        final List<StatusDecoder.Poison> poison = new ArrayList<>();
        final List<Lost> lost = new ArrayList<>();
        private final Map<StatusMessage.Event, Buffer> results = new HashMap<>();

        void found(StatusMessage.Event event, ResultCollected collected) {
            var packed = collected.gzipJson();
            if (packed == null) {
                lost.add(new Lost(event.job(), event.attempt(), collected.reason()));
            } else {
                results.put(event, packed);
            }
        }

        List<StageReport> reports() {
            List<StageReport> reports = new ArrayList<>();
            for (StatusMessage message : messages) {
                if (message instanceof StatusMessage.Event event) {
                    if (event.result() == null) {
                        reports.add(event.report(null));
                    } else if (results.containsKey(event)) {
                        reports.add(event.report(stored(event, event.result())));
                    }
                }
            }
            return reports;
        }

        private StageReport.Result stored(StatusMessage.Event event, StatusMessage.Announced announced) {
            return new StageReport.Result(
                    Objects.requireNonNull(results.get(event)),
                    announced.sha256(),
                    announced.bytes(),
                    announced.summary());
        }

        List<Tick> ticks() {
            List<Tick> ticks = new ArrayList<>();
            for (StatusMessage message : messages) {
                if (message instanceof StatusMessage.Progress gauge) {
                    ticks.add(new Tick(gauge.job(), gauge.attempt(), gauge.percent()));
                }
            }
            return ticks;
        }
    }
}
