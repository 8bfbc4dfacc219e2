package io.driftline.roster;

import io.driftline.bus.Addresses;
import io.driftline.bus.news.WorkersAnnounced;
import io.driftline.bus.news.WorkersAnnounced.Announced;
import io.driftline.config.WorkerServers;
import io.driftline.roster.Notice.State;
import io.driftline.roster.Roster.Entry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows which workers have announced themselves to any gateway, and tells when that changes. One is known until its lease ends or
 * it says that it is gone: that Redis has lost what it said, or is away itself, does not make it go.
 */
public final class RosterVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(RosterVerticle.class);

    private final Roster roster;
    private final Clock clock;
    private final Duration interval;
    private final Announcements announcements;
    private final Map<String, Entry> known = new TreeMap<>();
    private List<Announced> told = List.of();
    private volatile @Nullable Context own;

    public RosterVerticle(Vertx vertx, WorkerServers settings, Roster roster, Clock clock, Duration interval) {
        this.roster = roster;
        this.clock = clock;
        this.interval = interval;
        this.announcements = new Announcements(vertx, settings, roster, clock, this::lookNow);
    }

    /** Takes what workers post. */
    public Handler<HttpServerRequest> announcements() {
        return announcements;
    }

    @Override
    public Future<?> start() {
        own = context;
        vertx.setPeriodic(0, interval.toMillis(), tick -> look());
        return Future.succeededFuture();
    }

    private void lookNow() {
        var here = own;
        if (here != null) {
            here.runOnContext(there -> look());
        }
    }

    private void look() {
        roster.entries(clock.instant())
                .onSuccess(this::take)
                .onFailure(failure -> LOG.debug("announced workers not read: {}", failure.getMessage()));
    }

    private void take(List<Entry> entries) {
        var now = clock.instant();
        entries.forEach(entry -> known.put(entry.notice().address(), entry));
        known.values().removeIf(entry -> entry.isOver(now));
        tell();
    }

    private void tell() {
        var all = known.values().stream().map(RosterVerticle::announced).toList();
        if (!all.equals(told)) {
            told = all;
            Addresses.WORKERS_ANNOUNCED.publish(vertx.eventBus(), new WorkersAnnounced(all));
        }
    }

    private static Announced announced(Entry entry) {
        var notice = entry.notice();
        return new Announced(notice.address(), notice.state() == State.LEAVING, notice.said());
    }
}
