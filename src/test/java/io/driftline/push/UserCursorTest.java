package io.driftline.push;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftline.bus.news.Announcement;
import io.driftline.identity.UserId;
import io.driftline.jobs.events.UserEvents;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class UserCursorTest {
    private final FakeEvents events = new FakeEvents();
    private final FakeOutlet outlet = new FakeOutlet();
    private final UserCursor cursor = new UserCursor(UserId.random(), events, outlet);

    @Test
    void tellsEverythingToWhoeverComesLate() {
        events.commit(500);

        cursor.startAfter(0);

        assertThat(outlet.offsets()).containsExactlyElementsOf(upTo(1, 500));
    }

    @Test
    void resumesWhereTheClientStopped() {
        events.commit(5);

        cursor.startAfter(3);

        assertThat(outlet.offsets()).containsExactly(4L, 5L);
    }

    @Test
    void sendsAnAnnouncedEventThatIsTheNextWithoutReading() {
        cursor.startAfter(0);
        int reads = events.reads;

        cursor.take(events.commit());

        assertThat(outlet.offsets()).containsExactly(1L);
        assertThat(events.reads).isEqualTo(reads);
    }

    @Test
    void readsWhatAnAnnouncementSkipped() {
        cursor.startAfter(0);
        events.commit();

        cursor.take(events.commit());

        assertThat(outlet.offsets()).containsExactly(1L, 2L);
    }

    @Test
    void sendsNothingTwice() {
        cursor.startAfter(0);
        var event = events.commit();

        cursor.take(event);
        cursor.take(event);
        cursor.look(1);

        assertThat(outlet.offsets()).containsExactly(1L);
    }

    @Test
    void healsALostAnnouncementAtTheNextLook() {
        cursor.startAfter(0);
        events.commit();

        cursor.look(1);

        assertThat(outlet.offsets()).containsExactly(1L);
    }

    @Test
    void keepsAnEventThatIsToldWhileItReads() {
        events.commit(2);
        events.hold = true;
        cursor.startAfter(0);
        cursor.take(events.commit());

        events.hold = false;
        events.release();

        assertThat(outlet.offsets()).containsExactly(1L, 2L, 3L);
    }

    @Test
    void waitsForASlowOutletAndGoesOnWithoutAGap() {
        cursor.startAfter(0);
        outlet.full = true;
        cursor.take(events.commit());
        cursor.take(events.commit());
        assertThat(outlet.offsets()).isEmpty();

        outlet.full = false;
        cursor.drained();

        assertThat(outlet.offsets()).containsExactly(1L, 2L);
    }

    @Test
    void givesASlowOutletTheLatestProgressOnly() {
        cursor.startAfter(0);
        outlet.full = true;
        cursor.take(progress("job", 10));
        cursor.take(progress("job", 90));

        outlet.full = false;
        cursor.drained();

        assertThat(outlet.frames).containsExactly(progress("job", 90).frame());
    }

    @Test
    void resetsAClientWhoseEventsAreNoLongerKept() {
        events.commit(10);
        events.prunedTo = 6;

        cursor.startAfter(3);

        assertThat(outlet.frames).hasSize(1);
        assertThat(outlet.frames.get(0).toJsonObject()).isEqualTo(FakeEvents.reset(10));
    }

    @Test
    void resetsAClientThatIsAheadOfTheTruth() {
        events.commit(2);

        cursor.startAfter(7);
        cursor.take(events.commit());

        assertThat(outlet.frames.get(0).toJsonObject()).isEqualTo(FakeEvents.reset(2));
        assertThat(outlet.offsets()).containsExactly(3L);
    }

    @Test
    void tellsAllThatIsKeptToWhoeverAsksForEverything() {
        events.commit(10);
        events.prunedTo = 6;

        cursor.startAfter(0);

        assertThat(outlet.frames.get(0).toJsonObject()).isEqualTo(FakeEvents.reset(6));
        assertThat(outlet.offsets()).containsExactly(7L, 8L, 9L, 10L);
    }

    @Test
    void saysNothingOnceItIsClosed() {
        cursor.startAfter(0);
        cursor.close();

        cursor.take(events.commit());
        cursor.look(1);

        assertThat(outlet.frames).isEmpty();
    }

    @Test
    void triesAgainWhenItCouldNotBeToldWhatIsKept() {
        events.commit(300);
        outlet.full = true;
        cursor.startAfter(0);
        events.hold = true;
        outlet.full = false;
        cursor.drained();
        events.prunedTo = 250;
        events.failing = true;
        events.hold = false;
        events.release();

        events.failing = false;
        cursor.look(300);

        assertThat(outlet.frames.get(0).toJsonObject()).isEqualTo(FakeEvents.reset(250));
        assertThat(outlet.offsets()).containsExactlyElementsOf(upTo(251, 300));
    }

    @Test
    void resetsAClientThatWasSlowUntilNothingWasKept() {
        events.commit(5);
        cursor.startAfter(0);
        outlet.full = true;
        cursor.take(events.commit());
        events.prunedTo = 6;
        outlet.full = false;
        cursor.drained();

        cursor.look(6);

        assertThat(outlet.offsets()).containsExactlyElementsOf(upTo(1, 5));
        assertThat(outlet.frames.get(5).toJsonObject()).isEqualTo(FakeEvents.reset(6));
    }

    @Test
    void givesNoProgressBeforeAnEventThatCouldNotBeRead() {
        cursor.startAfter(0);
        events.failing = true;
        events.commit();
        cursor.take(events.commit());

        cursor.take(progress("job", 10));
        events.failing = false;
        cursor.look(2);

        assertThat(outlet.frames.stream().map(frame -> frame.toJsonObject().getString("type")))
                .containsExactly("event", "event", "progress");
    }

    @Test
    void writesNoSnapshotToAFullOutlet() {
        events.commit(10);
        cursor.startAfter(0);
        outlet.frames.clear();
        outlet.full = true;
        for (int i = 0; i < 60; i++) {
            cursor.startAfter(99);
        }
        assertThat(outlet.frames).isEmpty();

        outlet.full = false;
        cursor.drained();

        assertThat(outlet.frames).containsExactly(FakeEvents.reset(10).toBuffer());
    }

    @Test
    void tellsALongSnapshotAsThereIsRoomAndThenTheEvents() {
        events.commit(10);
        events.prunedTo = 6;
        events.pages = 3;
        outlet.room = 2;

        cursor.startAfter(3);
        assertThat(outlet.frames).hasSize(2);
        events.commit(2);
        outlet.room = 9;
        events.failing = true;
        cursor.drained();
        events.failing = false;
        cursor.look(12);

        assertThat(outlet.frames.stream().map(Buffer::toJsonObject).limit(3))
                .containsExactly(
                        FakeEvents.reset(10).put("more", true),
                        FakeEvents.reset(10).put("more", true),
                        FakeEvents.reset(10));
        assertThat(outlet.offsets()).containsExactly(11L, 12L);
    }

    @Test
    void startsAtTheNextLookWhenItCouldNotStartOnceThereWasRoom() {
        events.commit(2);
        outlet.full = true;
        cursor.startAfter(1);
        outlet.full = false;
        events.failing = true;
        cursor.drained();

        events.failing = false;
        cursor.look(2);

        assertThat(outlet.offsets()).containsExactly(2L);
    }

    @Test
    void aLookWhileItIsAskedToResumeChangesNothing() {
        cursor.startAfter(0);
        events.commit(3);
        Promise<Void> asked = Promise.promise();
        events.kept = asked.future();
        cursor.startAfter(2);
        cursor.look(3);

        asked.complete();

        assertThat(outlet.offsets()).containsExactly(3L);
    }

    /** What can happen to a cursor; each with a number, for those that need one. */
    private enum What {
        ANNOUNCED,
        ANNOUNCED_LATE,
        NEVER_ANNOUNCED,
        LATE_ANNOUNCEMENT,
        READS_HANG,
        READS_GO_ON,
        READS_FAIL,
        READS_WORK,
        OUTLET_FULL,
        OUTLET_DRAINED,
        LOOK
    }

    @Provide
    static Arbitrary<List<Tuple.Tuple2<What, Integer>>> happenings() {
        return Combinators.combine(
                        Arbitraries.of(What.class), Arbitraries.integers().between(0, 1_000))
                .as(Tuple::of)
                .list()
                .ofMinSize(20)
                .ofMaxSize(200);
    }

    /** Announcements lost, doubled, late; reads that hang or fail; an outlet that fills: never a gap, never a repetition. */
    @Property
    void isGaplessAndInOrderWhateverHappens(@ForAll("happenings") List<Tuple.Tuple2<What, Integer>> happenings) {
        // One instance of this class serves all tries.
        new UserCursorTest().live(happenings);
    }

    private void live(List<Tuple.Tuple2<What, Integer>> happenings) {
        List<Announcement.Event> late = new ArrayList<>();
        cursor.startAfter(0);
        for (var happening : happenings) {
            switch (happening.get1()) {
                case ANNOUNCED -> cursor.take(events.commit());
                case ANNOUNCED_LATE -> late.add(events.commit());
                case NEVER_ANNOUNCED -> events.commit();
                case LATE_ANNOUNCEMENT -> {
                    if (!late.isEmpty()) {
                        cursor.take(late.get(happening.get2() % late.size()));
                    }
                }
                case READS_HANG -> events.hold = true;
                case READS_GO_ON -> {
                    events.hold = false;
                    events.release();
                }
                case READS_FAIL -> events.failing = true;
                case READS_WORK -> events.failing = false;
                case OUTLET_FULL -> outlet.full = true;
                case OUTLET_DRAINED -> {
                    outlet.full = false;
                    cursor.drained();
                }
                case LOOK -> cursor.look(events.last);
            }
        }
        outlet.full = false;
        events.hold = false;
        events.failing = false;
        events.release();
        cursor.drained();
        cursor.look(events.last);

        assertThat(outlet.offsets()).containsExactlyElementsOf(upTo(1, events.last));
    }

    private static List<Long> upTo(long from, long to) {
        return LongStream.rangeClosed(from, to).boxed().toList();
    }

    private static Announcement.Progress progress(String job, int percent) {
        return new Announcement.Progress(
                job,
                new JsonObject()
                        .put("type", "progress")
                        .put("progress", percent)
                        .toBuffer());
    }

    private static final class FakeOutlet implements Outlet {
        final List<Buffer> frames = new ArrayList<>();
        boolean full;
        int room = Integer.MAX_VALUE;

        @Override
        public void write(Buffer frame) {
            frames.add(frame);
            room--;
        }

        @Override
        public boolean isFull() {
            return full || room <= 0;
        }

        List<Long> offsets() {
            return frames.stream()
                    .map(Buffer::toJsonObject)
                    .filter(frame -> "event".equals(frame.getString("type")))
                    .map(frame -> frame.getLong("offset"))
                    .toList();
        }
    }

    private static final class FakeEvents implements UserEvents {
        long last;
        long prunedTo;
        int reads;
        boolean hold;
        boolean failing;
        long pages = 1;
        Future<Void> kept = Future.succeededFuture();
        private @Nullable Promise<Void> held;

        Announcement.Event commit() {
            return event(++last);
        }

        void commit(int count) {
            last += count;
        }

        void release() {
            var waiting = held;
            held = null;
            if (waiting != null) {
                waiting.complete();
            }
        }

        static JsonObject reset(long offset) {
            return new JsonObject()
                    .put("type", "reset")
                    .put("offset", offset)
                    .put("jobs", new io.vertx.core.json.JsonArray())
                    .put("more", false);
        }

        private static Announcement.Event event(long offset) {
            return new Announcement.Event(
                    offset,
                    new JsonObject().put("type", "event").put("offset", offset).toBuffer());
        }

        @Override
        public Future<List<Announcement.Event>> after(UserId user, long offset, int limit) {
            reads++;
            if (failing) {
                return Future.failedFuture("away");
            }
            Future<Void> gate = Future.succeededFuture();
            if (hold) {
                held = Promise.promise();
                gate = held.future();
            }
            // What was committed when the read began, as a database would have it.
            long seen = last;
            return gate.map(open -> LongStream.rangeClosed(Math.max(offset, prunedTo) + 1, seen)
                    .limit(limit)
                    .mapToObj(FakeEvents::event)
                    .toList());
        }

        @Override
        public Future<Kept> kept(UserId user) {
            return failing ? Future.failedFuture("away") : kept.map(open -> new Kept(prunedTo, last));
        }

        @Override
        public Future<Map<UserId, Long>> lastOffsets(Collection<UserId> users) {
            return Future.succeededFuture(Map.of());
        }

        @Override
        public Future<Snapshot> snapshot(UserId user, long before) {
            if (failing) {
                return Future.failedFuture("away");
            }
            long left = Math.min(before, pages) - 1;
            return Future.succeededFuture(new Snapshot(last, List.of(), Math.max(left, 0)));
        }
    }
}
