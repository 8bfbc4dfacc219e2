package io.driftline.database;

import io.driftline.problem.ProblemType;
import io.driftline.problem.ServiceException;
import io.driftline.words.ServiceWords;
import io.vertx.core.Future;
import io.vertx.mysqlclient.MySQLBatchException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns what the driver fails with into what the rest of the service understands, and says so once in a while. */
final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);
    private static final Duration SOON = Duration.ofSeconds(2);
    private static final Duration LATER = Duration.ofSeconds(15);
    private static final long QUIET = Duration.ofSeconds(10).toNanos();

    private final Map<Fault, Long> metAt = new ConcurrentHashMap<>();

    /** What is no failure of the database stays what it is. */
    Throwable explain(Throwable failure) {
        return Fault.of(failure).map(fault -> explain(fault, failure)).orElse(failure);
    }

    private Throwable explain(Fault fault, Throwable failure) {
        var explained = meaning(fault, failure);
        if (explained instanceof ServiceException) {
            tell(fault, failure);
        }
        return explained;
    }

    private static Throwable meaning(Fault fault, Throwable failure) {
        return switch (fault) {
            case AWAY ->
                ServiceException.retryLater(ProblemType.UNAVAILABLE, ServiceWords.DATABASE_AWAY.message(), SOON);
            case LOST_RACE, HELD, TOO_SLOW ->
                ServiceException.retryLater(ProblemType.UNAVAILABLE, ServiceWords.DATABASE_BUSY.message(), SOON);
            case UNUSABLE ->
                ServiceException.retryLater(ProblemType.UNAVAILABLE, ServiceWords.DATABASE_UNUSABLE.message(), LATER);
            case FULL -> noRoom();
            case DUPLICATE -> refused(StatementRefused.Reason.DUPLICATE, failure);
            case REFERRED_TO -> refused(StatementRefused.Reason.REFERRED_TO, failure);
            case VALUES -> refused(StatementRefused.Reason.VALUES, failure);
            case UNKNOWN -> refused(StatementRefused.Reason.UNKNOWN, failure);
        };
    }

    private static StatementRefused refused(StatementRefused.Reason reason, Throwable failure) {
        return new StatementRefused(reason, first(failure));
    }

    private static ServiceException noRoom() {
        return ServiceException.retryLater(ProblemType.STORAGE_FULL, ServiceWords.NO_ROOM.message(), LATER);
    }

    /** A batch says nothing by itself; what its first failed statement met does. */
    private static Throwable first(Throwable failure) {
        return failure instanceof MySQLBatchException batch
                ? batch.getIterationError().entrySet().stream()
                        .min(Map.Entry.comparingByKey())
                        .map(Map.Entry::getValue)
                        .orElse(failure)
                : failure;
    }

    /** Fails while there was no room a moment ago: whether there is can be told by writing only. */
    Future<Void> room() {
        var full = metAt.get(Fault.FULL);
        return full == null || System.nanoTime() - full > QUIET
                ? Future.succeededFuture()
                : Future.failedFuture(noRoom());
    }

    /** Every request meets the same fault: it is told once, until it has not been met for a while. */
    private void tell(Fault fault, Throwable failure) {
        long now = System.nanoTime();
        var before = metAt.put(fault, now);
        if (before == null || now - before > QUIET) {
            LOG.atWarn()
                    .addKeyValue("fault", fault)
                    .addKeyValue("told", first(failure).getMessage())
                    .log("the database does not work as it should");
        }
    }
}
