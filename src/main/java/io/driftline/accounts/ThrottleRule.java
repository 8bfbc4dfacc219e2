package io.driftline.accounts;

import java.time.Duration;
import java.time.Instant;

/**
 * How attempts slow further ones down. An attempt is counted before its password is looked at, and failures are forgiven
 * when it was right: so attempts made at once cannot slip through together.
 *
 * @param most how many within {@code window} are let pass
 * @param pause how long nobody may try after the last of them; doubles with each further one, up to {@code maxPause}. Zero:
 *     until the window is over
 */
public record ThrottleRule(int most, Duration window, Duration pause, Duration maxPause) {
    private static final int MAX_DOUBLINGS = 20;
    private static final Duration LONGEST = Duration.ofMinutes(15);

    /** No pause and no window is as long: a time further ahead was written by a clock that was wrong. */
    private static final Duration FURTHEST_AHEAD = Duration.ofHours(2);

    /** Five failures of one network at one account in 15 minutes, then 10 s, 20 s, … 15 minutes. */
    public static final ThrottleRule PAIR = new ThrottleRule(5, LONGEST, Duration.ofSeconds(10), LONGEST);

    /**
     * Fifty failures at one account in an hour, from wherever, then the same pauses; more than one network alone comes to.
     * Networks from which the account's holder has signed in are exempt, so that strangers never shut them out.
     */
    public static final ThrottleRule ACCOUNT =
            new ThrottleRule(50, Duration.ofHours(1), Duration.ofSeconds(10), LONGEST);

    /** Thirty failures a minute from one network, over all accounts. */
    public static final ThrottleRule SOURCE =
            new ThrottleRule(30, Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofMinutes(1));

    /** A plain rate, whatever comes of the attempts. */
    public static ThrottleRule rate(int most, Duration window) {
        return new ThrottleRule(most, window, Duration.ZERO, Duration.ZERO);
    }

    /** What is remembered of a bucket; a fresh one has no attempts and is blocked until its window's start. */
    public record Count(int attempts, Instant windowStart, Instant blockedUntil) {
        public static Count fresh(Instant now) {
            return new Count(0, now, now);
        }

        boolean blocked(Instant now) {
            return now.isBefore(blockedUntil);
        }

        /** Itself, or a fresh one if it would hold somebody up for as long as a wrong clock was ahead. */
        public Count believed(Instant now) {
            var furthest = now.plus(FURTHEST_AHEAD);
            return windowStart.isAfter(furthest) || blockedUntil.isAfter(furthest) ? fresh(now) : this;
        }

        /** The attempt was a good one after all. */
        public Count forgiven() {
            return new Count(Math.max(0, attempts - 1), windowStart, windowStart);
        }
    }

    /** The count after one more attempt at {@code now}. */
    public Count add(Count before, Instant now) {
        var base = isOver(before, now) ? Count.fresh(now) : before;
        int count = base.attempts() + 1;
        return new Count(count, base.windowStart(), count < most ? base.windowStart() : pausedUntil(base, count, now));
    }

    /** From when on the count need not be kept. */
    public Instant forgetAt(Count count) {
        return count.blockedUntil().plus(window);
    }

    private boolean isOver(Count count, Instant now) {
        return count.windowStart().plus(window).isBefore(now)
                && (pause.isZero() || count.blockedUntil().plus(window).isBefore(now));
    }

    private Instant pausedUntil(Count base, int count, Instant now) {
        if (pause.isZero()) {
            return base.windowStart().plus(window);
        }
        var doubled = pause.multipliedBy(1L << Math.min(count - most, MAX_DOUBLINGS));
        return now.plus(doubled.compareTo(maxPause) < 0 ? doubled : maxPause);
    }
}
