package io.driftline.jobs;

import io.driftline.bus.Addresses;
import io.driftline.bus.news.Announcement;
import io.driftline.identity.UserId;
import io.driftline.jobs.events.UserEvent;
import io.vertx.core.eventbus.EventBus;

/** Tells this node, and the others, what a transaction changed; only ever called after its commit. */
public final class Announcer {
    private final EventBus bus;
    private final NodeLink others;

    public Announcer(EventBus bus, NodeLink others) {
        this.bus = bus;
        this.others = others;
    }

    public void announce(Changes changes) {
        for (UserEvent told : changes.told()) {
            announce(told.user(), told.event());
        }
        changes.ended().forEach(ended -> Addresses.JOB_ENDED.publish(bus, ended));
        changes.queued().forEach(queued -> Addresses.JOB_SUBMITTED.publish(bus, queued));
    }

    public void announce(UserId user, Announcement announcement) {
        Addresses.userChannel(user).publish(bus, announcement);
        others.tell(user, announcement);
    }
}
