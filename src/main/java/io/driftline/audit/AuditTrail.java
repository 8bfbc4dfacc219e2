package io.driftline.audit;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Lines of the security log that are kept for operators to read. */
public interface AuditTrail {
    /** Adds lines as {@link SecurityLog} writes them, in this order. */
    Future<Void> add(List<JsonObject> lines);

    /** The newest lines of that kind first, at most {@code limit}. */
    Future<List<JsonObject>> read(Filter filter, int limit);

    /** Removes lines from before that time, at most {@code limit}, and answers how many. */
    Future<Integer> prune(Instant before, int limit);

    /**
     * Which lines are meant: those that fit all that is given.
     *
     * @param before number of a line; only older ones
     * @param since from then on
     * @param until before then
     */
    record Filter(
            Optional<Long> before,
            Optional<String> event,
            Optional<String> outcome,
            Optional<String> user,
            Optional<String> source,
            Optional<Instant> since,
            Optional<Instant> until) {

        /** The same from behind that line. */
        public Filter after(long line) {
            return new Filter(Optional.of(line), event, outcome, user, source, since, until);
        }
    }
}
