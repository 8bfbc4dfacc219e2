package io.driftline.accounts.passwords;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import io.driftline.identity.Secrets;
import io.driftline.identity.Source;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.function.BiPredicate;

/**
 * Argon2id hashes with OWASP's parameters. One takes some 100 to 250 ms, which makes signing in the cheapest way to
 * keep a processor busy: so all of it goes through the {@link HashingQueue}, and fails as that does.
 */
public final class Passwords {
    private static final int MEMORY_KIB = 19_456;
    private static final int PASSES = 2;
    private static final int LANES = 1;
    private static final int HASH_BYTES = 32;
    private static final int SALT_BYTES = 16;
    private static final Source OURS = new Source("ourselves");

    private final Argon2Function argon2 = Argon2Function.getInstance(MEMORY_KIB, PASSES, LANES, HASH_BYTES, Argon2.ID);
    private final HashingQueue queue;

    /** Compared for unknown users, so that they take as long as known ones. */
    private final Future<String> dummyHash;

    private final BiPredicate<String, String> comparison;

    public Passwords(Vertx vertx) {
        this(vertx, Passwords::compare);
    }

    /**
     * Compares passwords with hashes by other means.
     *
     * @param comparison whether a password has a hash; takes as long as hashing does
     */
    public Passwords(Vertx vertx, BiPredicate<String, String> comparison) {
        this.comparison = comparison;
        queue = new HashingQueue(vertx);
        dummyHash = queue.run(OURS, () -> compute(Secrets.random()));
    }

    public Future<String> hash(String password, Source source) {
        return queue.run(source, () -> compute(password));
    }

    public Future<Boolean> matches(String password, String hash, Source source) {
        return queue.run(source, () -> comparison.test(password, hash));
    }

    public static boolean compare(String password, String hash) {
        return Password.check(password, hash).with(Argon2Function.getInstanceFromHash(hash));
    }

    /** As much work as {@link #matches}, and never a match. */
    public Future<Boolean> matchesNobody(String password, Source source) {
        return dummyHash.compose(hash -> matches(password, hash, source)).map(false);
    }

    /** Whether the hash was made with other parameters than today's. */
    public boolean isOutdated(String hash) {
        return !Argon2Function.getInstanceFromHash(hash).equals(argon2);
    }

    private String compute(String password) {
        return Password.hash(password).addRandomSalt(SALT_BYTES).with(argon2).getResult();
    }
}
