package io.driftline.bus;

import io.driftline.problem.ProblemType;
import io.driftline.problem.ServiceException;
import io.vertx.core.VertxException;

/**
 * Whether a failure goes away by itself. The database's own say so as a refusal of the kind {@code UNAVAILABLE}; of the
 * other parts a lost connection, a silence and an answer that came too late do.
 */
public final class TransientFailure {
    private TransientFailure() {}

    public static boolean is(Throwable failure) {
        if (failure instanceof ServiceException refused) {
            return refused.type().kind() == ProblemType.Kind.UNAVAILABLE;
        }
        return failure instanceof VertxException || !(failure instanceof RuntimeException || failure instanceof Error);
    }
}
