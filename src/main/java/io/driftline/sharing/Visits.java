package io.driftline.sharing;

import io.driftline.problem.ProblemType;
import io.driftline.problem.ServiceException;
import io.driftline.words.JobWords;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * How often shared results are opened. Anybody may ask, so each node lets {@value #NETWORK} requests a minute pass from one
 * network, and {@value #ALL} from all together, which also bounds what it remembers. Used on the server's one event loop.
 */
public final class Visits {
    static final int NETWORK = 60;
    static final int ALL = 1_200;
    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final Clock clock;
    private final Map<String, Integer> counts = new HashMap<>();
    private Instant end = Instant.MIN;
    private int all;

    public Visits(Clock clock) {
        this.clock = clock;
    }

    /** Counts a request of a network; throws TOO_MANY_VISITS, uncounted, when the minute has seen enough. */
    public void admit(String network) {
        var now = clock.instant();
        if (!now.isBefore(end)) {
            counts.clear();
            all = 0;
            end = now.plus(WINDOW);
        }
        if (all >= ALL || counts.getOrDefault(network, 0) >= NETWORK) {
            throw ServiceException.retryLater(
                    ProblemType.TOO_MANY_VISITS,
                    JobWords.VISITS.message(),
                    Duration.ofSeconds(Math.max(1, Duration.between(now, end).toSeconds())));
        }
        all++;
        counts.merge(network, 1, Integer::sum);
    }
}
