package io.driftline.testing.memory;

import io.driftline.bus.news.Announcement;
import io.driftline.identity.UserId;
import io.driftline.job.JobEvent;
import io.driftline.job.JobId;
import io.driftline.jobs.events.UserEvent;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Each user's events in memory, numbered as in the database. Its owner sees to it that one thread at a time is in it. */
final class MemoryEvents {
    private static final int BEFORE_THE_HOLE = 7;

    private final Clock clock;
    private final boolean withHoles;
    private final Map<UserId, List<Announcement.Event>> told = new LinkedHashMap<>();
    private final Map<UserId, Long> prunedTo = new HashMap<>();

    /** @param withHoles whether a number is lost now and then, as it must never be */
    MemoryEvents(Clock clock, boolean withHoles) {
        this.clock = clock;
        this.withHoles = withHoles;
    }

    UserEvent append(JobEvent event) {
        var user = event.job().user();
        var events = told.computeIfAbsent(user, nobody -> new ArrayList<>());
        long offset = last(user) + (withHoles && events.size() == BEFORE_THE_HOLE ? 2 : 1);
        var numbered = new Announcement.Event(offset, event.frame(offset, clock.instant()), event.trace());
        events.add(numbered);
        return new UserEvent(user, numbered);
    }

    List<UserEvent> append(List<JobEvent> events) {
        return events.stream().map(this::append).toList();
    }

    void blank(UserId user, JobId deleted) {
        told.getOrDefault(user, new ArrayList<>()).replaceAll(event -> blank(event, deleted));
    }

    private static Announcement.Event blank(Announcement.Event event, JobId deleted) {
        var frame = event.frame().toJsonObject();
        return deleted.value().equals(frame.getString("job"))
                ? new Announcement.Event(
                        event.offset(), frame.put("messageKey", "job.deleted").toBuffer())
                : event;
    }

    void prune(UserId user, long upTo) {
        prunedTo.merge(user, Math.min(upTo, last(user)), Math::max);
    }

    long prunedTo(UserId user) {
        return prunedTo.getOrDefault(user, 0L);
    }

    List<Announcement.Event> of(UserId user) {
        return List.copyOf(told.getOrDefault(user, List.of()));
    }

    List<Announcement.Event> after(UserId user, long offset, int limit) {
        long from = Math.max(offset, prunedTo(user));
        return of(user).stream()
                .filter(event -> event.offset() > from)
                .limit(limit)
                .toList();
    }

    long last(UserId user) {
        var events = told.getOrDefault(user, List.of());
        return events.isEmpty() ? 0 : events.get(events.size() - 1).offset();
    }
}
