package io.driftline.jobs.events;

import io.driftline.bus.news.Announcement;
import io.driftline.identity.UserId;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The push step's side of the jobs: a user's events in their order. */
public interface UserEvents {
    /** Events after {@code offset}, in order and without a hole, at most {@code limit}. */
    Future<List<Announcement.Event>> after(UserId user, long offset, int limit);

    /** Where the first page of a snapshot begins. */
    long FROM_THE_LATEST = Long.MAX_VALUE;

    /** Which offsets of this user are kept. */
    Future<Kept> kept(UserId user);

    /** The last offset of each of these users; absent if nothing was ever told. */
    Future<Map<UserId, Long>> lastOffsets(Collection<UserId> users);

    /**
     * Where the user's jobs stand now, for a client that has missed events that are no longer kept; the latest first.
     *
     * @param before {@link #FROM_THE_LATEST}, or what the page before gave as next
     */
    Future<Snapshot> snapshot(UserId user, long before);

    /** Events {@code prunedTo + 1} to {@code last} are kept. */
    record Kept(long prunedTo, long last) {}

    /**
     * One page of the jobs as of {@code offset}.
     *
     * @param next where the next page begins, 0 if this is the last
     */
    record Snapshot(long offset, List<JsonObject> jobs, long next) {
        public boolean isLast() {
            return next == 0;
        }
    }
}
