package io.driftline.accounts.passwords;

import io.driftline.identity.Source;
import io.driftline.problem.ProblemType;
import io.driftline.problem.ServiceException;
import io.driftline.words.AccountWords;
import io.driftline.words.Message;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** How much is under way at once, in all and of one source; what is more is refused before it costs anything. */
public final class ConcurrencyLimit {
    private static final Duration BUSY = Duration.ofSeconds(5);

    private final int most;
    private final int mostOfOne;
    private final Map<Source, Integer> ofSource = new HashMap<>();
    private int all;

    public ConcurrencyLimit(int most, int mostOfOne) {
        this.most = most;
        this.mostOfOne = mostOfOne;
    }

    /** Fails with SIGN_IN_THROTTLED if this source has enough under way, with SIGN_IN_BUSY if all have. */
    public <T> Future<T> admit(Source source, Supplier<Future<T>> work) {
        synchronized (this) {
            if (ofSource.getOrDefault(source, 0) >= mostOfOne) {
                return refused(ProblemType.SIGN_IN_THROTTLED, AccountWords.WAIT.message(BUSY.toSeconds()));
            }
            if (all >= most) {
                return refused(ProblemType.SIGN_IN_BUSY, AccountWords.BUSY.message());
            }
            all++;
            ofSource.merge(source, 1, Integer::sum);
        }
        return work.get().onComplete(done -> leave(source));
    }

    private synchronized void leave(Source source) {
        all--;
        ofSource.computeIfPresent(source, (same, count) -> count == 1 ? null : count - 1);
    }

    private static <T> Future<T> refused(ProblemType type, Message said) {
        return Future.failedFuture(ServiceException.retryLater(type, said, BUSY));
    }
}
