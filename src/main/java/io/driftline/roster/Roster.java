package io.driftline.roster;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What workers last said of themselves, for all gateways; a copy, which may vanish: they say it again within seconds. */
public interface Roster {
    /** Whether this nonce comes for the first time; it is remembered for so long. */
    Future<Boolean> isNew(String nonce, Duration kept);

    /** Keeps it in place of what its worker said before. */
    Future<Void> put(Entry entry);

    /** What holders of the token have said lately, also of those that are gone. */
    Future<List<Entry>> entries(Instant now);

    /** Where workers are that hold a lease. */
    default Future<List<String>> addresses(Instant now) {
        return entries(now).map(entries -> entries.stream()
                .filter(entry -> !entry.isOver(now))
                .map(entry -> entry.notice().address())
                .sorted()
                .toList());
    }

    /**
     * A notice, the signed line that says it, and when it lapses by the database's clock.
     */
    record Entry(Notice notice, Buffer line, Instant until) {
        /** How long one holds; workers announce themselves three times as often. */
        static final Duration LEASE = Duration.ofSeconds(10);

        /** How far a worker's clock may be off. */
        static final Duration FRESH = Duration.ofSeconds(30);

        /** One that is said now. */
        static Entry of(Notice notice, Buffer line, Instant now) {
            return new Entry(notice, line, now.plus(LEASE));
        }

        /** Whether its worker has gone, or was not heard of for too long; whoever keeps it cannot make it hold for longer. */
        boolean isOver(Instant now) {
            return notice.state() == Notice.State.GONE
                    || until.isBefore(now)
                    || notice.at().plus(FRESH).plus(LEASE).isBefore(now);
        }
    }
}
