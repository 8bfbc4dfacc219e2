package io.driftline.dispatch;

import io.driftline.bus.StageJob;
import io.driftline.config.Config;
import io.driftline.job.QueuedJob;
import io.driftline.wire.RabbitNames;
import io.driftline.wire.RedisKeys;
import io.driftline.wire.StatusKeys;
import io.vertx.core.json.JsonObject;

/** What a worker is told of a job: ids, keys, where its words go, and the key of the attempt; never the sequences. */
record Orders(StatusKeys keys, Config.Jobs config) {

    JsonObject of(QueuedJob job, StageJob.Staged staged) {
        return new JsonObject()
                .put("job", job.job().value())
                .put("attempt", job.attempt())
                .put(
                        "model",
                        new JsonObject()
                                .put("id", job.model().id())
                                .put("name", job.model().name())
                                .put("version", job.model().version()))
                .put("encoding", job.model().encoding())
                .put("mode", job.mode().label())
                .put("sequencesKey", staged.key())
                .put("resultKey", RedisKeys.result(job.job(), job.attempt()))
                .put("resultTtlSeconds", config.staged().toSeconds())
                .put("exchange", RabbitNames.STATUS_EXCHANGE)
                .put("routingKey", RabbitNames.STATUS_ROUTING_KEY)
                .put("key", keys.encodedKeyOf(job.job(), job.attempt()));
    }
}
