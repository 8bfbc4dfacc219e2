package io.driftline.jobs;

import io.vertx.core.Future;

/** How long ended jobs and events are kept. */
public interface JobRetention {
    /** Removes results and inputs beyond their retention, and events that need no longer be kept. */
    Future<Void> prune(int limit);
}
