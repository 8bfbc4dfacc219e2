package io.driftline.accounts;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import io.driftline.domain.ProblemType;
import io.driftline.domain.ServiceException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiPredicate;

/**
 * Argon2id hashes with OWASP's parameters. One takes some 100 to 250 ms, which makes signing in the cheapest way to
 * keep a processor busy: so one thread of its own, a short queue, then SIGN_IN_BUSY.
 */
public final class Passwords {
    private static final int MEMORY_KIB = 19_456;
    private static final int PASSES = 2;
    private static final int LANES = 1;
    private static final int HASH_BYTES = 32;
    private static final int SALT_BYTES = 16;
    private static final int MAX_WAITING = 16;
    private static final Duration BUSY = Duration.ofSeconds(5);

    private final Argon2Function argon2 = Argon2Function.getInstance(MEMORY_KIB, PASSES, LANES, HASH_BYTES, Argon2.ID);
    private final AtomicInteger underway = new AtomicInteger();
    private final WorkerExecutor thread;

    /** Compared for unknown users, so that they take as long as known ones. */
    private final Future<String> dummyHash;

    private final BiPredicate<String, String> comparison;

    public Passwords(Vertx vertx) {
        this(vertx, Passwords::compare);
    }

    /** @param comparison whether a password has a hash; takes as long as hashing does */
    Passwords(Vertx vertx, BiPredicate<String, String> comparison) {
        this.comparison = comparison;
        thread = vertx.createSharedWorkerExecutor("passwords", 1);
        dummyHash = thread.executeBlocking(() -> compute(Secrets.random()), false);
    }

    /** Fails with SIGN_IN_BUSY when too many wait. */
    Future<String> hash(String password) {
        return queued(() -> compute(password));
    }

    Future<Boolean> matches(String password, String hash) {
        return queued(() -> comparison.test(password, hash));
    }

    static boolean compare(String password, String hash) {
        return Password.check(password, hash).with(Argon2Function.getInstanceFromHash(hash));
    }

    /** As much work as {@link #matches}, and never a match. */
    Future<Boolean> matchesNobody(String password) {
        return dummyHash.compose(hash -> matches(password, hash)).map(false);
    }

    /** Whether the hash was made with other parameters than today's. */
    boolean isOutdated(String hash) {
        return !Argon2Function.getInstanceFromHash(hash).equals(argon2);
    }

    private String compute(String password) {
        return Password.hash(password).addRandomSalt(SALT_BYTES).with(argon2).getResult();
    }

    private <T> Future<T> queued(Callable<T> work) {
        if (underway.incrementAndGet() > 1 + MAX_WAITING) {
            underway.decrementAndGet();
            return Future.failedFuture(
                    ServiceException.retryLater(ProblemType.SIGN_IN_BUSY, "Try again in a few seconds.", BUSY));
        }
        return thread.executeBlocking(work, false).onComplete(done -> underway.decrementAndGet());
    }
}
