package io.driftline.staging;

import io.driftline.bus.Addresses;
import io.driftline.bus.AskProgress;
import io.driftline.bus.CollectResult;
import io.driftline.bus.StageJob;
import io.driftline.bus.news.JobEnded;
import io.driftline.bus.news.JobProgressed;
import io.driftline.bus.news.ResultRefused;
import io.driftline.job.PackedInput;
import io.driftline.job.QueuedJob;
import io.driftline.jobs.HeldJob;
import io.driftline.jobs.JobClaims;
import io.driftline.problem.ProblemType;
import io.driftline.problem.ServiceException;
import io.driftline.wire.RedisKeys;
import io.driftline.words.JobWords;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts a job's sequences out for its worker, takes in what the worker left, and clears up after the end. */
public final class StagingVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(StagingVerticle.class);

    private final StagingArea area;
    private final JobClaims jobs;
    private final int resultLimit;

    /** @param resultLimit bytes that a result may have, unpacked */
    public StagingVerticle(StagingArea area, JobClaims jobs, int resultLimit) {
        this.area = area;
        this.jobs = jobs;
        this.resultLimit = resultLimit;
    }

    @Override
    public Future<?> start() {
        var bus = vertx.eventBus();
        Addresses.STAGE_JOB.consume(bus, this::stage);
        Addresses.COLLECT_RESULT.consume(bus, this::collect);
        Addresses.JOB_PROGRESSED.consume(bus, this::keep);
        Addresses.ASK_PROGRESS.consume(bus, this::progress);
        Addresses.JOB_ENDED.consume(bus, this::clear);
        return Future.succeededFuture();
    }

    private Future<StageJob.Staged> stage(StageJob command) {
        var job = command.job();
        var key = RedisKeys.sequences(
                job.model().encoding(), job.user(), job.model().id(), job.job());
        return input(job)
                .compose(packed -> packed.map(this::unpack).orElseGet(StagingVerticle::deleted))
                .compose(items -> area.putList(key, items).map(staged -> new StageJob.Staged(key, items.size())));
    }

    private Future<Optional<Buffer>> input(QueuedJob job) {
        return job.input() == null ? jobs.input(job.job()) : Future.succeededFuture(Optional.of(job.input()));
    }

    private Future<List<JsonObject>> unpack(Buffer packed) {
        return vertx.executeBlocking(() -> PackedInput.items(packed), false);
    }

    private static Future<List<JsonObject>> deleted() {
        return Future.failedFuture(ServiceException.of(ProblemType.JOB_NOT_FOUND, JobWords.DELETED_UNSTAGED.message()));
    }

    private Future<CollectResult.Collected> collect(CollectResult command) {
        var asked = jobs.held(command.job());
        return area.get(RedisKeys.result(command.job(), command.attempt()))
                .compose(packed -> packed == null
                        ? Future.succeededFuture(
                                CollectResult.Collected.lost("its result vanished before it was stored"))
                        : asked.compose(held -> held.map(
                                        job -> vertx.executeBlocking(() -> compare(command, packed, job), false))
                                .orElse(Future.succeededFuture(CollectResult.Collected.lost("its job was deleted")))));
    }

    private CollectResult.Collected compare(CollectResult announced, Buffer packed, HeldJob held) throws IOException {
        var finding = ResultCheck.check(packed, announced, Expected.of(held), resultLimit);
        if (!finding.lost().isEmpty()) {
            return CollectResult.Collected.lost(finding.lost());
        }
        return finding.malformed().isEmpty() ? CollectResult.Collected.found(packed) : refuse(announced, held, finding);
    }

    private CollectResult.Collected refuse(CollectResult announced, HeldJob held, ResultCheck.Finding finding) {
        LOG.error(
                "a worker's result breaks the contract worker={} jobId={} attempt={} model={} {}: {}",
                held.worker(),
                announced.job(),
                announced.attempt(),
                held.job().model().name(),
                held.job().model().version(),
                finding.malformed());
        Addresses.RESULT_REFUSED.publish(vertx.eventBus(), new ResultRefused(held.worker()));
        return CollectResult.Collected.malformed(new JsonObject()
                .put("type", "urn:problem:worker/malformed-result")
                .put("title", "The result could not be used")
                .put(
                        "detail",
                        "The worker gave a result that breaks the contract: " + finding.malformed()
                                + ". Your sequences are not the cause. Submit the job again; if it fails again, tell"
                                + " the operator its id."));
    }

    /** A worker tells it at most four times a second; a value that gets lost is followed by the next. */
    private void keep(JobProgressed now) {
        area.put(RedisKeys.progress(now.job(), now.attempt()), Buffer.buffer(Double.toString(now.percent())))
                .onFailure(failure -> LOG.debug("progress not kept: {}", failure.getMessage()));
    }

    private Future<AskProgress.Known> progress(AskProgress asked) {
        return area.get(RedisKeys.progress(asked.job(), asked.attempt()))
                .map(kept -> kept == null
                        ? AskProgress.Known.NOTHING
                        : new AskProgress.Known(Double.parseDouble(kept.toString())));
    }

    private void clear(JobEnded ended) {
        var keys = List.of(
                RedisKeys.sequences(ended.encodingId(), ended.user(), ended.modelId(), ended.job()),
                RedisKeys.result(ended.job(), ended.attempt()),
                RedisKeys.progress(ended.job(), ended.attempt()));
        area.discard(keys).onFailure(failure -> logLeftToExpire(failure));
    }

    private static void logLeftToExpire(@Nullable Throwable failure) {
        LOG.debug("staged copies left to expire by themselves", failure);
    }
}
