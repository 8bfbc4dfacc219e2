package io.driftline.api.jobs;

import io.driftline.bus.Addresses;
import io.driftline.bus.AskProgress;
import io.driftline.job.JobState;
import io.driftline.jobs.JobView;
import io.vertx.core.Future;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The percent that sockets are told, for whoever asks about one job; only a copy, which a job is read without. */
final class RunningPercent {
    private static final Logger LOG = LoggerFactory.getLogger(RunningPercent.class);
    private static final Duration PATIENCE = Duration.ofMillis(300);

    private final EventBus bus;

    RunningPercent(EventBus bus) {
        this.bus = bus;
    }

    /** Puts it into {@code json} while the job predicts and it is known; never fails. */
    Future<JsonObject> into(JsonObject json, JobView job) {
        if (job.state() != JobState.Open.PREDICTING) {
            return Future.succeededFuture(json);
        }
        return Addresses.ASK_PROGRESS
                .request(bus, new AskProgress(job.id(), job.attempt()), PATIENCE)
                .onFailure(failure -> LOG.debug("progress not known: {}", failure.getMessage()))
                .otherwise(AskProgress.Known.NOTHING)
                .map(known -> json.put("progress", known.percent()));
    }
}
