package io.driftline.accounts;

import java.time.Duration;
import java.time.Instant;

/**
 * How failed attempts to sign in slow further ones down. An attempt counts as failed before its password is looked at,
 * and is forgiven when it was right: so attempts made at once cannot slip through together.
 *
 * @param failures how many failures within {@code window} are let pass
 * @param pause how long nobody may try after the last of them; doubles with each further one, up to {@code maxPause}
 */
record Throttle(int failures, Duration window, Duration pause, Duration maxPause) {
    private static final int MAX_DOUBLINGS = 20;

    /** Five failures in 15 minutes, then 10 s, 20 s, … 15 minutes. A stranger can slow an account, never lock it. */
    static final Throttle ACCOUNT =
            new Throttle(5, Duration.ofMinutes(15), Duration.ofSeconds(10), Duration.ofMinutes(15));

    /** Thirty failures a minute from one network, over all accounts. */
    static final Throttle SOURCE =
            new Throttle(30, Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofMinutes(1));

    /** What is remembered of a bucket; a fresh one has no failures and is blocked until its window's start. */
    record Count(int failures, Instant windowStart, Instant blockedUntil) {
        static Count fresh(Instant now) {
            return new Count(0, now, now);
        }

        boolean blocked(Instant now) {
            return now.isBefore(blockedUntil);
        }

        /** The attempt was a good one after all. */
        Count forgiven() {
            return new Count(Math.max(0, failures - 1), windowStart, windowStart);
        }
    }

    /** The count after one more failure at {@code now}. */
    Count fail(Count before, Instant now) {
        boolean over = before.windowStart().plus(window).isBefore(now)
                && before.blockedUntil().plus(window).isBefore(now);
        var base = over ? Count.fresh(now) : before;
        int count = base.failures() + 1;
        return new Count(
                count, base.windowStart(), count < failures ? base.windowStart() : now.plus(pauseAfter(count)));
    }

    /** From when on the count need not be kept. */
    Instant forgetAt(Count count) {
        return count.blockedUntil().plus(window);
    }

    private Duration pauseAfter(int count) {
        var doubled = pause.multipliedBy(1L << Math.min(count - failures, MAX_DOUBLINGS));
        return doubled.compareTo(maxPause) < 0 ? doubled : maxPause;
    }
}
