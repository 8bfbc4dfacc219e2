package io.driftline.push;

import io.driftline.config.Limits;
import io.driftline.identity.UserId;
import io.driftline.problem.ProblemType;
import io.driftline.problem.ServiceException;
import io.driftline.words.JobWords;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The places for lines on this node, in all and of each user, taken by open lines and by those that are being opened.
 * Used on one context, but for {@link #taken}.
 */
final class LinePlaces {
    private static final Duration WHEN_FULL = Duration.ofSeconds(5);

    private final Limits limits;
    private final Map<UserId, Integer> ofUsers = new HashMap<>();
    private final AtomicInteger count = new AtomicInteger();

    LinePlaces(Limits limits) {
        this.limits = limits;
    }

    /** How many are taken; to be asked from anywhere. */
    int taken() {
        return count.get();
    }

    /**
     * Takes a place, or refuses with UNAVAILABLE or TOO_MANY_SOCKETS; many may ask at once, before the first of them is
     * open.
     *
     * @param userFull runs before a user who has all of theirs is refused another
     */
    void take(UserId user, Runnable userFull) {
        if (count.get() >= limits.sockets()) {
            throw full();
        }
        if (ofUsers.getOrDefault(user, 0) >= limits.socketsPerUser()) {
            userFull.run();
            throw ServiceException.retryLater(
                    ProblemType.TOO_MANY_SOCKETS, JobWords.STREAMS_OPEN.message(limits.socketsPerUser()), WHEN_FULL);
        }
        ofUsers.merge(user, 1, Integer::sum);
        count.incrementAndGet();
    }

    void leave(UserId user) {
        count.decrementAndGet();
        ofUsers.computeIfPresent(user, (same, taken) -> taken == 1 ? null : taken - 1);
    }

    /** Why nobody gets a place here now. */
    static ServiceException full() {
        return ServiceException.retryLater(ProblemType.UNAVAILABLE, JobWords.NODE_STREAMS.message(), WHEN_FULL);
    }
}
