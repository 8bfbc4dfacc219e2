package io.driftline.push;

import static org.assertj.core.api.Assertions.assertThat;

import io.driftline.contract.Announcement;
import io.driftline.domain.UserId;
import io.driftline.jobs.UserEvents;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

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

    static IntStream seeds() {
        return IntStream.range(0, 500);
    }

    /** Announcements lost, doubled, late; reads that hang; an outlet that fills: never a gap, never a repetition. */
    @ParameterizedTest
    @MethodSource("seeds")
    void isGaplessAndInOrderWhateverHappens(int seed) {
        var random = new Random(seed);
        List<Announcement.Event> late = new ArrayList<>();
        cursor.startAfter(0);
        for (int step = 0; step < 200; step++) {
            switch (random.nextInt(8)) {
                case 0, 1 -> cursor.take(events.commit());
                case 2 -> late.add(events.commit());
                case 3 -> events.commit();
                case 4 -> {
                    if (!late.isEmpty()) {
                        cursor.take(late.get(random.nextInt(late.size())));
                    }
                }
                case 5 -> events.hold = !events.hold;
                case 6 -> events.release();
                default -> {
                    outlet.full = !outlet.full;
                    if (!outlet.full) {
                        cursor.drained();
                    }
                }
            }
        }
        outlet.full = false;
        events.hold = false;
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

        @Override
        public void write(Buffer frame) {
            frames.add(frame);
        }

        @Override
        public boolean isFull() {
            return full;
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
                    .put("jobs", new io.vertx.core.json.JsonArray());
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
            return failing ? Future.failedFuture("away") : Future.succeededFuture(new Kept(prunedTo, last));
        }

        @Override
        public Future<Map<UserId, Long>> lastOffsets(Collection<UserId> users) {
            return Future.succeededFuture(Map.of());
        }

        @Override
        public Future<Snapshot> snapshot(UserId user) {
            return Future.succeededFuture(new Snapshot(last, List.of()));
        }
    }
}
