package io.driftline.accounts;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has guests go whose time is over. */
public final class GuestSweepVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(GuestSweepVerticle.class);
    private static final Duration EACH = Duration.ofMinutes(1);

    private final GuestManager guests;
    private boolean stopped;

    public GuestSweepVerticle(GuestManager guests) {
        this.guests = guests;
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
            vertx.setTimer(EACH.toMillis(), timer -> guests.sweep()
                    .onFailure(failure -> LOG.warn("guests whose time is over not removed: {}", failure.getMessage()))
                    .onComplete(swept -> schedule()));
        }
    }
}
