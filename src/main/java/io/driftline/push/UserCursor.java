package io.driftline.push;

import io.driftline.bus.news.Announcement;
import io.driftline.failpoints.FailPoint;
import io.driftline.identity.UserId;
import io.driftline.jobs.UserEvents;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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
    private long sent;
    /** Where to start as soon as that is possible. */
    private long pending = NONE;

    /** The rest of a long snapshot: it goes on as the outlet has room. */
    private @Nullable Rest rest;

    private int generation;
    private boolean started;
    private boolean behind;
    private boolean reading;
    private boolean foundNothing;
    private boolean closed;

    /**
     * @param before where the next page begins
     * @param from the offset behind which events follow
     */
    private record Rest(long before, long from) {}

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
        int current = ++generation;
        started = false;
        rest = null;
        pending = outlet.isFull() ? after : NONE;
        if (pending != NONE) {
            return Future.succeededFuture();
        }
        return events.kept(user).compose(kept -> {
            boolean known = after <= kept.last() && (after >= kept.prunedTo() || after == 0);
            if (known && after >= kept.prunedTo()) {
                return begin(current, after);
            }
            return tell(current, UserEvents.FROM_THE_LATEST, after == 0 ? kept.prunedTo() : NONE);
        });
    }

    /** Tells one page of the snapshot; what happened since the first one follows as events. */
    private Future<Void> tell(int current, long before, long start) {
        return events.snapshot(user, before).compose(page -> {
            if (current != generation || closed) {
                return Future.succeededFuture();
            }
            long from = start == NONE ? page.offset() : start;
            if (page.isLast()) {
                outlet.write(from, reset(from, page));
                return begin(current, from);
            }
            outlet.write(reset(from, page));
            rest = new Rest(page.next(), from);
            tellRest();
            return Future.succeededFuture();
        });
    }

    private void tellRest() {
        var next = rest;
        if (next == null || closed || outlet.isFull()) {
            return;
        }
        rest = null;
        int current = generation;
        tell(current, next.before(), next.from()).onFailure(failure -> {
            LOG.debug("cursor waits: {}", failure.getMessage());
            if (current == generation) {
                rest = next;
            }
        });
    }

    private Future<Void> begin(int current, long from) {
        if (current == generation) {
            sent = from;
            started = true;
            behind = true;
            move();
        }
        return Future.succeededFuture();
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
        } else if (announcement instanceof Announcement.Progress progress) {
            take(progress);
        }
    }

    private void take(Announcement.Event event) {
        if (closed || event.offset() <= sent) {
            return;
        }
        if (started && !reading && !behind && event.offset() == sent + 1 && !outlet.isFull()) {
            send(event);
        } else {
            behind = true;
            move();
        }
    }

    private void take(Announcement.Progress progress) {
        if (closed) {
            return;
        }
        gauges.put(progress.job(), progress.frame());
        flushGauges();
    }

    /** The user's last offset, as the database has it: heals an announcement that was lost. */
    void look(long last) {
        if (startPending()) {
            return;
        }
        tellRest();
        if (foundNothing && last > sent && !reading) {
            // There was more, then: is it kept?
            foundNothing = false;
            restartAfter(sent);
            return;
        }
        behind = behind || last > sent;
        move();
    }

    /** The outlet has room again. */
    void drained() {
        if (!startPending()) {
            tellRest();
            move();
            flushGauges();
        }
    }

    private boolean startPending() {
        if (pending == NONE || closed || outlet.isFull()) {
            return false;
        }
        restartAfter(pending);
        return true;
    }

    /** If it cannot start now, the next look at the counter has it try again. */
    private void restartAfter(long after) {
        int current = generation + 1;
        startAfter(after).onFailure(failure -> {
            LOG.debug("cursor waits: {}", failure.getMessage());
            if (current == generation) {
                pending = after;
            }
        });
    }

    void close() {
        closed = true;
        gauges.clear();
    }

    /** The last offset that was sent. */
    long sent() {
        return sent;
    }

    private void move() {
        if (!started || !behind || reading || closed || outlet.isFull()) {
            return;
        }
        reading = true;
        behind = false;
        int current = generation;
        events.after(user, sent, PAGE)
                .compose(page -> FailPoint.hit("K21", page))
                .onSuccess(page -> {
                    if (current == generation) {
                        send(page);
                    }
                })
                .onFailure(failure -> {
                    // The next look at the counter moves it on.
                    behind = true;
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

    private void send(List<Announcement.Event> page) {
        foundNothing = page.isEmpty();
        for (Announcement.Event event : page) {
            if (closed || outlet.isFull()) {
                behind = true;
                return;
            }
            if (event.offset() != sent + 1) {
                // Pruned between the look and the read.
                behind = false;
                restartAfter(sent);
                return;
            }
            send(event);
        }
        behind = behind || page.size() == PAGE;
    }

    private void send(Announcement.Event event) {
        sent = event.offset();
        foundNothing = false;
        outlet.write(event.offset(), event.frame());
    }

    /** The latest progress only, and never before an event that comes earlier. */
    private void flushGauges() {
        if (started && !reading && !behind && !closed && !outlet.isFull()) {
            gauges.values().forEach(outlet::write);
            gauges.clear();
        }
    }
}
