package io.driftline.jobs;

import io.driftline.bus.news.Announcement;
import io.driftline.identity.UserId;

/**
 * Carries announcements to the other gateways of this installation. A link that loses one costs a little latency: every
 * cursor looks at the database by itself.
 */
@FunctionalInterface
public interface NodeLink {
    /** For an installation of one gateway. */
    NodeLink NONE = (user, announcement) -> {};

    /** Tells the other gateways; never fails. */
    void tell(UserId user, Announcement announcement);
}
