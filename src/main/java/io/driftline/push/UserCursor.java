package io.driftline.push;

import io.driftline.bus.news.Announcement;
import io.driftline.failpoints.FailPoint;
import io.driftline.identity.UserId;
import io.driftline.jobs.events.UserEvents;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A place in one user's sequence of events, moving along it towards an outlet. An announced event is sent if it is
 * the very next; for any other reason to move (late start, lost announcement, slow outlet, resumption) the cursor
 * reads on from the database, one read at a time. That one rule is replay, repair and back-pressure.
 */
final class UserCursor {
    private static final Logger LOG = LoggerFactory.getLogger(UserCursor.class);
    private static final int PAGE = 200;
    private static final long NONE = -1;

    private final UserId user;
    private final UserEvents events;
    private final Outlet outlet;
    private final Map<String, Buffer> gauges = new LinkedHashMap<>();
    private CursorPhase phase = new CursorPhase.Asking();
    private long sent;
    /** One read at a time, whichever phase began it. */
    private boolean reading;

    UserCursor(UserId user, UserEvents events, Outlet outlet) {
        this.user = user;
        this.events = events;
        this.outlet = outlet;
    }

    /**
     * Puts the cursor behind {@code after}, 0 for all that is kept, and moves on from there. If events in between are
     * no longer kept, or never were, the client is told so first. A full outlet is waited for.
     */
    Future<Void> startAfter(long after) {
        if (phase instanceof CursorPhase.Closed) {
            return Future.succeededFuture();
        }
        if (outlet.isFull()) {
            phase = new CursorPhase.Waiting(after);
            return Future.succeededFuture();
        }
        var asking = new CursorPhase.Asking();
        phase = asking;
        return events.kept(user).compose(kept -> {
            if (phase != asking) {
                return Future.succeededFuture();
            }
            if (after >= kept.prunedTo() && after <= kept.last()) {
                goLive(after);
                return Future.succeededFuture();
            }
            return tell(asking, UserEvents.FROM_THE_LATEST, after == 0 ? kept.prunedTo() : NONE);
        });
    }

    /** Tells one page of the snapshot; what happened since the first one follows as events. */
    private Future<Void> tell(CursorPhase.Asking asking, long before, long start) {
        return events.snapshot(user, before)
                .onSuccess(page -> {
                    if (phase == asking) {
                        tell(page, start == NONE ? page.offset() : start);
                    }
                })
                .mapEmpty();
    }

    private void tell(UserEvents.Snapshot page, long from) {
        if (page.isLast()) {
            outlet.write(from, reset(from, page));
            goLive(from);
        } else {
            outlet.write(reset(from, page));
            phase = new CursorPhase.Telling(page.next(), from);
            tellOn();
        }
    }

    private void tellOn() {
        if (phase instanceof CursorPhase.Telling telling && !outlet.isFull()) {
            var asking = new CursorPhase.Asking();
            phase = asking;
            ifRefused(tell(asking, telling.before, telling.from), asking, telling);
        }
    }

    private void goLive(long from) {
        sent = from;
        phase = new CursorPhase.Live();
        move();
    }

    private static Buffer reset(long offset, UserEvents.Snapshot page) {
        return new JsonObject()
                .put("type", "reset")
                .put("offset", offset)
                .put("jobs", new JsonArray(List.copyOf(page.jobs())))
                .put("more", !page.isLast())
                .toBuffer();
    }

    /** Something was told to this user just now. */
    void take(Announcement announcement) {
        if (announcement instanceof Announcement.Event event) {
            take(event);
        } else if (announcement instanceof Announcement.Progress progress && !(phase instanceof CursorPhase.Closed)) {
            gauges.put(progress.job(), progress.frame());
            flushGauges();
        }
    }

    private void take(Announcement.Event event) {
        if (!(phase instanceof CursorPhase.Live live) || event.offset() <= sent) {
            return;
        }
        if (!reading && !live.behind && event.offset() == sent + 1 && !outlet.isFull()) {
            send(live, event);
        } else {
            live.behind = true;
            move();
        }
    }

    /** The user's last offset, as the database has it: heals an announcement that was lost. */
    void look(long last) {
        if (startWaiting()) {
            return;
        }
        tellOn();
        if (phase instanceof CursorPhase.Live live && last > sent && !reading && live.foundNothing) {
            // There was more, then: is it kept?
            restartAfter(sent);
        } else if (phase instanceof CursorPhase.Live live) {
            live.behind = live.behind || last > sent;
            move();
        }
    }

    /** The outlet has room again. */
    void drained() {
        if (!startWaiting()) {
            tellOn();
            move();
            flushGauges();
        }
    }

    private boolean startWaiting() {
        if (phase instanceof CursorPhase.Waiting waiting && !outlet.isFull()) {
            restartAfter(waiting.after);
            return true;
        }
        return false;
    }

    private void restartAfter(long after) {
        var started = startAfter(after);
        ifRefused(started, phase, new CursorPhase.Waiting(after));
    }

    /** Goes back to a phase from which the next look at the counter tries again. */
    private void ifRefused(Future<Void> asked, CursorPhase asking, CursorPhase back) {
        asked.onFailure(failure -> {
            LOG.debug("cursor waits: {}", failure.getMessage());
            if (phase == asking) {
                phase = back;
            }
        });
    }

    void close() {
        phase = new CursorPhase.Closed();
        gauges.clear();
    }

    /** The last offset that was sent. */
    long sent() {
        return sent;
    }

    private void move() {
        if (!(phase instanceof CursorPhase.Live live) || !live.behind || reading || outlet.isFull()) {
            return;
        }
        reading = true;
        live.behind = false;
        events.after(user, sent, PAGE)
                .compose(page -> FailPoint.hit("EVENTS_READ_NOT_SENT", page))
                .onSuccess(page -> {
                    if (phase == live) {
                        send(live, page);
                    }
                })
                .onFailure(failure -> {
                    // The next look at the counter moves it on.
                    live.behind = true;
                    LOG.debug("cursor waits: {}", failure.getMessage());
                })
                .onComplete(read -> {
                    reading = false;
                    if (read.succeeded()) {
                        move();
                        flushGauges();
                    }
                });
    }

    private void send(CursorPhase.Live live, List<Announcement.Event> page) {
        live.foundNothing = page.isEmpty();
        for (Announcement.Event event : page) {
            if (phase != live || outlet.isFull()) {
                live.behind = true;
                return;
            }
            if (event.offset() != sent + 1) {
                // Pruned between the look and the read.
                restartAfter(sent);
                return;
            }
            send(live, event);
        }
        live.behind = live.behind || page.size() == PAGE;
    }

    private void send(CursorPhase.Live live, Announcement.Event event) {
        sent = event.offset();
        live.foundNothing = false;
        outlet.write(event);
    }

    /** The latest progress only, and never before an event that comes earlier. */
    private void flushGauges() {
        if (phase instanceof CursorPhase.Live live && !reading && !live.behind && !outlet.isFull()) {
            gauges.values().forEach(outlet::write);
            gauges.clear();
        }
    }
}
