package io.driftline.staging;

import io.driftline.contract.Addresses;
import io.driftline.contract.CollectResult;
import io.driftline.contract.JobEnded;
import io.driftline.contract.JobStaged;
import io.driftline.contract.RedisKeys;
import io.driftline.contract.ResultCollected;
import io.driftline.contract.StageJob;
import io.driftline.domain.ProblemType;
import io.driftline.domain.ServiceException;
import io.driftline.jobs.JobQueue;
import io.driftline.jobs.PackedInput;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts a job's sequences out for its worker, takes in what the worker left, and clears up after the end. */
public final class StagingVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(StagingVerticle.class);

    private final StagingArea area;
    private final JobQueue jobs;
    private final int resultLimit;

    /** @param resultLimit bytes that a result may have, unpacked */
    public StagingVerticle(StagingArea area, JobQueue jobs, int resultLimit) {
        this.area = area;
        this.jobs = jobs;
        this.resultLimit = resultLimit;
    }

    @Override
    public Future<?> start() {
        var bus = vertx.eventBus();
        Addresses.STAGE_JOB.consume(bus, this::stage);
        Addresses.COLLECT_RESULT.consume(bus, this::collect);
        Addresses.JOB_ENDED.consume(bus, this::clear);
        return Future.succeededFuture();
    }

    private Future<JobStaged> stage(StageJob command) {
        var key = RedisKeys.sequences(command.encodingId(), command.user(), command.modelId(), command.job());
        return jobs.input(command.job())
                .compose(packed -> packed.map(this::unpack).orElseGet(StagingVerticle::deleted))
                .compose(items -> area.putList(key, items).map(staged -> new JobStaged(key, items.size())));
    }

    private Future<List<JsonObject>> unpack(Buffer packed) {
        return vertx.executeBlocking(() -> PackedInput.items(packed), false);
    }

    private static Future<List<JsonObject>> deleted() {
        return Future.failedFuture(
                ServiceException.of(ProblemType.JOB_NOT_FOUND, "The job was deleted before it was staged."));
    }

    private Future<ResultCollected> collect(CollectResult command) {
        return area.get(RedisKeys.result(command.job(), command.attempt()))
                .compose(packed -> packed == null
                        ? Future.succeededFuture(new ResultCollected(null, "its result vanished before it was stored"))
                        : vertx.executeBlocking(() -> compare(command, packed), false));
    }

    private ResultCollected compare(CollectResult announced, Buffer packed) {
        var fault = ResultCheck.faultOf(packed, announced.sha256(), announced.bytes(), resultLimit);
        return new ResultCollected(fault.isEmpty() ? packed : null, fault);
    }

    private void clear(JobEnded ended) {
        var keys = List.of(
                RedisKeys.sequences(ended.encodingId(), ended.user(), ended.modelId(), ended.job()),
                RedisKeys.result(ended.job(), ended.attempt()));
        area.discard(keys).onFailure(failure -> logLeftToExpire(failure));
    }

    private static void logLeftToExpire(@Nullable Throwable failure) {
        LOG.debug("staged copies left to expire by themselves", failure);
    }
}
