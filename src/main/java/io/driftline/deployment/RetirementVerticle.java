package io.driftline.deployment;

import io.driftline.bus.Addresses;
import io.driftline.bus.LookAtWorkers;
import io.driftline.bus.WithdrawModel;
import io.driftline.catalog.ModelVersionName;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has workers let go of retired versions once no open job needs them. */
public final class RetirementVerticle extends VerticleBase {
    /** Longer than a submission that still chose the version takes to be committed. */
    private static final Duration GRACE = Duration.ofSeconds(15);

    private static final Duration TIMEOUT = Duration.ofSeconds(12);
    private static final Logger LOG = LoggerFactory.getLogger(RetirementVerticle.class);

    private final MySqlDeployments store;
    private final Duration interval;
    private final Clock clock;

    public RetirementVerticle(MySqlDeployments store, Duration interval, Clock clock) {
        this.store = store;
        this.interval = interval;
        this.clock = clock;
    }

    @Override
    public Future<?> start() {
        schedule();
        return Future.succeededFuture();
    }

    private void schedule() {
        vertx.setTimer(interval.toMillis(), timer -> sweep());
    }

    private void sweep() {
        store.done(GRACE, clock.instant())
                .compose(this::withdraw)
                .onFailure(failure -> LOG.warn("retired models not withdrawn: {}", failure.getMessage()))
                .onComplete(swept -> schedule());
    }

    private Future<?> withdraw(List<ModelVersionName> done) {
        if (done.isEmpty()) {
            return Future.succeededFuture();
        }
        var bus = vertx.eventBus();
        return Future.join(done.stream()
                        .map(each -> Addresses.WITHDRAW_MODEL.request(
                                bus, new WithdrawModel(each.name(), each.version()), TIMEOUT))
                        .toList())
                .compose(gone -> Addresses.LOOK_AT_WORKERS.request(bus, new LookAtWorkers(), TIMEOUT));
    }
}
