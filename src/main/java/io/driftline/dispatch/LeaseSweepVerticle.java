package io.driftline.dispatch;

import io.driftline.bus.Addresses;
import io.driftline.bus.news.AttemptsGivenBack;
import io.driftline.config.Config;
import io.driftline.job.Loss;
import io.driftline.jobs.Announcer;
import io.driftline.jobs.JobLeases;
import io.driftline.jobs.JobRetention;
import io.driftline.jobs.LapsedLease;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after attempts that went silent. The worker is asked first: a running attempt keeps its lease, a finished one
 * is told again, and one that nobody knows is given up. What a worker gives back is queued at once. Old jobs expire, old results go.
 */
public final class LeaseSweepVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(LeaseSweepVerticle.class);
    private static final int AT_ONCE = 64;
    private static final int SWEEPS_PER_PRUNE = 30;

    private final JobLeases leases;
    private final JobRetention retention;
    private final ModelWorkers workers;
    private final Announcer announcer;
    private final Config.Jobs config;
    private int sweeps;
    private boolean stopped;

    public LeaseSweepVerticle(
            JobLeases leases, JobRetention retention, ModelWorkers workers, Announcer announcer, Config.Jobs config) {
        this.leases = leases;
        this.retention = retention;
        this.workers = workers;
        this.announcer = announcer;
        this.config = config;
    }

    @Override
    public Future<?> start() {
        Addresses.ATTEMPTS_GIVEN_BACK.consume(vertx.eventBus(), this::takeBack);
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
                .compose(expired ->
                        sweeps++ % SWEEPS_PER_PRUNE == 0 ? retention.prune(AT_ONCE) : Future.succeededFuture())
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
                .compose(state -> switch (state) {
                    case RUNNING, FINISHED -> leases.renew(lease);
                    case RETURNED -> lose(lease, Loss.RETURNED);
                    case UNKNOWN -> lose(lease, Loss.SILENT);
                });
    }

    private void takeBack(AttemptsGivenBack given) {
        given.attempts().forEach(attempt -> {
            var held = new LapsedLease(attempt.job(), attempt.number(), given.worker());
            lose(held, attempt.hung() ? Loss.HUNG : Loss.RETURNED)
                    .onFailure(failure -> LOG.warn("attempt not taken back: {}", failure.getMessage()));
        });
    }

    private Future<Void> lose(LapsedLease lease, Loss loss) {
        return leases.lose(lease, loss)
                .onSuccess(changes -> {
                    if (!changes.told().isEmpty()) {
                        LOG.info(
                                "attempt given up jobId={} attempt={} worker={} why={}",
                                lease.job(),
                                lease.attempt(),
                                lease.worker(),
                                loss);
                    }
                    announcer.announce(changes);
                })
                .mapEmpty();
    }
}
