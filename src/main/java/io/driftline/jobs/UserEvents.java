package io.driftline.jobs;

import io.driftline.contract.Announcement;
import io.driftline.domain.UserId;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The push step's side of the jobs: a user's events in their order. */
public interface UserEvents {
    /** Events after {@code offset}, in order and without a hole, at most {@code limit}. */
    Future<List<Announcement.Event>> after(UserId user, long offset, int limit);

    /** Which offsets of this user are kept. */
    Future<Kept> kept(UserId user);

    /** The last offset of each of these users; absent if nothing was ever told. */
    Future<Map<UserId, Long>> lastOffsets(Collection<UserId> users);

    /** Where the user's jobs stand now, for a client that has missed events that are no longer kept. */
    Future<Snapshot> snapshot(UserId user);

    /** Events {@code prunedTo + 1} to {@code last} are kept. */
    record Kept(long prunedTo, long last) {}

    /** The jobs as of {@code offset}. */
    record Snapshot(long offset, List<JsonObject> jobs) {}
}
