package io.driftline.database;

import io.driftline.problem.NotReadyException;
import io.vertx.core.Context;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The database's time, which decides for all gateways: what one of them writes with a time, another judges by a time.
 *
 * <p>It is asked for every few seconds and carried on by a counter that nobody can set, so that setting this machine's clock
 * changes nothing. An answer tells the time only to within its round trip; it moves the clock if what the clock says lies
 * outside of that, so a slow answer never makes a good time worse.
 */
public final class DatabaseClock extends Clock implements Deployable {
    /** Beyond this the machine's own clock is told to be wrong, for its logs and certificates suffer too. */
    static final Duration MOST_SKEW = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseClock.class);
    private static final Duration REFRESH = Duration.ofSeconds(5);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    /** The database tells no finer. */
    private static final Duration GRAIN = Duration.ofMillis(1);

    private final Supplier<Future<Instant>> database;
    private final Clock machine;
    private final LongSupplier nanoTime;
    private volatile @Nullable Reading reading;
    private volatile boolean skewed;
    private long timer = -1;

    private record Reading(Instant time, long nanos) {
        Instant at(long now) {
            return time.plusNanos(now - nanos);
        }
    }

    public DatabaseClock(Database database) {
        this(database::time, Clock.systemUTC(), System::nanoTime);
    }

    DatabaseClock(Supplier<Future<Instant>> database, Clock machine, LongSupplier nanoTime) {
        this.database = database;
        this.machine = machine;
        this.nanoTime = nanoTime;
    }

    /** Completes once the time is known. */
    @Override
    public Future<?> deploy(Context context) {
        timer = context.owner().setPeriodic(REFRESH.toMillis(), tick -> ask().onFailure(
                        failure -> LOG.debug("the database's time was not learned", failure)));
        return ask();
    }

    @Override
    public Future<?> undeploy(Context context) {
        context.owner().cancelTimer(timer);
        return Future.succeededFuture();
    }

    Future<Void> ask() {
        long asked = nanoTime.getAsLong();
        return database.get()
                .timeout(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                .onSuccess(told -> take(told, Duration.ofNanos(nanoTime.getAsLong() - asked)))
                .mapEmpty();
    }

    private void take(Instant told, Duration roundTrip) {
        long now = nanoTime.getAsLong();
        var known = reading;
        var latest = told.plus(roundTrip).plus(GRAIN);
        if (known == null || known.at(now).isBefore(told) || known.at(now).isAfter(latest)) {
            reading = new Reading(told.plus(roundTrip.dividedBy(2)), now);
        }
        tellSkew();
    }

    private void tellSkew() {
        boolean before = skewed;
        skewed = skew().abs().compareTo(MOST_SKEW) > 0;
        if (skewed && !before) {
            LOG.warn("{}", sentence());
        } else if (before && !skewed) {
            LOG.info("this machine's clock agrees with the database's again");
        }
    }

    /** How far this machine's clock is ahead of the database's; negative if it is behind. */
    public Duration skew() {
        return Duration.between(instant(), machine.instant());
    }

    /** Fails if this machine's clock is too far from the database's. */
    public Future<Void> probe() {
        return skewed ? Future.failedFuture(new NotReadyException(sentence())) : Future.succeededFuture();
    }

    private String sentence() {
        var skew = skew();
        return "this machine's clock is " + Math.round(skew.abs().toMillis() / 1e3) + " s "
                + (skew.isNegative() ? "behind" : "ahead of") + " the database's; at most " + MOST_SKEW.toSeconds()
                + " s are borne";
    }

    @Override
    public Instant instant() {
        var known = reading;
        return known == null ? machine.instant() : known.at(nanoTime.getAsLong());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("the database's time is UTC");
    }
}
