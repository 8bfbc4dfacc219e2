package io.driftline.dispatch;

import io.driftline.config.Config;
import io.driftline.jobs.Announcer;
import io.driftline.jobs.JobLeases;
import io.driftline.jobs.LapsedLease;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after attempts that went silent. The worker is asked first: a running attempt keeps its lease, a finished one
 * is told again, and one that nobody knows is given up. Old jobs expire, old results go.
 */
public final class LeaseSweepVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(LeaseSweepVerticle.class);
    private static final int AT_ONCE = 64;
    private static final int SWEEPS_PER_PRUNE = 30;

    private final JobLeases leases;
    private final ModelWorkers workers;
    private final Announcer announcer;
    private final Config.Jobs config;
    private int sweeps;
    private boolean stopped;

    public LeaseSweepVerticle(JobLeases leases, ModelWorkers workers, Announcer announcer, Config.Jobs config) {
        this.leases = leases;
        this.workers = workers;
        this.announcer = announcer;
        this.config = config;
    }

    @Override
    public Future<?> start() {
        schedule();
        return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
        stopped = true;
        return Future.succeededFuture();
    }

    private void schedule() {
        if (!stopped) {
            vertx.setTimer(config.sweep().toMillis(), timer -> sweep());
        }
    }

    private void sweep() {
        leases.takeLapsed(AT_ONCE)
                .compose(lapsed -> Future.join(lapsed.stream().map(this::decide).toList()))
                .compose(decided -> leases.expire(AT_ONCE))
                .onSuccess(announcer::announce)
                .compose(expired -> sweeps++ % SWEEPS_PER_PRUNE == 0 ? leases.prune(AT_ONCE) : Future.succeededFuture())
                .onFailure(failure -> LOG.warn("sweep not finished: {}", failure.getMessage()))
                .onComplete(swept -> schedule());
    }

    private Future<Void> decide(LapsedLease lease) {
        return workers.ask(lease.worker(), lease.job(), lease.attempt())
                .recover(failure -> {
                    LOG.info(
                            "worker silent about jobId={} attempt={}: {}",
                            lease.job(),
                            lease.attempt(),
                            failure.getMessage());
                    return Future.succeededFuture(ModelWorkers.AttemptState.UNKNOWN);
                })
                .compose(state -> state == ModelWorkers.AttemptState.UNKNOWN ? giveUp(lease) : leases.renew(lease));
    }

    private Future<Void> giveUp(LapsedLease lease) {
        LOG.info("attempt given up jobId={} attempt={} worker={}", lease.job(), lease.attempt(), lease.worker());
        return leases.giveUp(lease.job(), lease.attempt(), "its worker stopped answering for it")
                .onSuccess(announcer::announce)
                .mapEmpty();
    }
}
