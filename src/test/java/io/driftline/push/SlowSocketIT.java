package io.driftline.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.driftline.bus.Addresses;
import io.driftline.bus.RecordCodec;
import io.driftline.bus.news.Announcement;
import io.driftline.config.Config;
import io.driftline.database.Database;
import io.driftline.identity.CredentialId;
import io.driftline.identity.UserId;
import io.driftline.job.JobId;
import io.driftline.jobs.events.UserEvents;
import io.driftline.jobs.mysql.MySqlUserEvents;
import io.driftline.testing.Running;
import io.driftline.testing.StackExtension;
import io.driftline.testing.Store;
import io.driftline.testing.client.RawSocket;
import io.driftline.tracing.Traces;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Clients that do not read, do not answer, or are not there any more; events are real ones of the database. */
@ExtendWith(StackExtension.class)
class SlowSocketIT {
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final int EVENTS = 20_000;
    private static final int EVENT_BYTES = 2_000;
    private static final long MIB = 1 << 20;

    private final UserId user = UserId.random();
    private final JobId job = JobId.random();
    private final Vertx vertx = Vertx.vertx();
    private Store store;
    private Database database;
    private CountedEvents events;
    private int port;

    @BeforeEach
    void use(Store empty, Config config) {
        store = empty;
        store.add(user);
        RecordCodec.register(vertx.eventBus());
        database = new Database(vertx, config.database());
        events = new CountedEvents(new MySqlUserEvents(database));
    }

    @AfterEach
    void close() {
        Running.await(database.close());
        Running.await(vertx.close());
        store.empty();
    }

    private UserLines serve(Config config, SocketTimes times) {
        var handler = new UserLines(
                vertx,
                events,
                request -> new Subscriber(user, CredentialId.random()),
                Future::succeededFuture,
                config.limits(),
                times,
                Clock.systemUTC(),
                Traces.none());
        var router = Router.router(vertx);
        router.get("/stream").handler(handler.sockets());
        router.get("/events").handler(handler.eventStreams());
        port = Running.await(vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1"))
                .actualPort();
        return handler;
    }

    @Test
    void endlessPiecesOfAMessageEndTheSocket(Config config) throws IOException {
        serve(config, new SocketTimes(LONG, LONG, LONG, SHORT, SHORT));
        try (var socket = new RawSocket(port, "/stream?after=0")) {
            socket.frame(0x01);
            IntStream.range(0, 4 * config.limits().socketMessagesPerMinute()).forEach(i -> socket.frame(0x00));
            assertThat(closeCode(socket)).isEqualTo(4429);
        }
    }

    @Test
    void pingsAreFramesToo(Config config) throws IOException {
        serve(config, new SocketTimes(LONG, LONG, LONG, SHORT, SHORT));
        try (var socket = new RawSocket(port, "/stream?after=0")) {
            IntStream.rangeClosed(0, 4 * config.limits().socketMessagesPerMinute())
                    .forEach(i -> socket.frame(0x89));
            assertThat(closeCode(socket)).isEqualTo(4429);
        }
    }

    @Test
    void aCompressedFrameEndsTheSocket(Config config) throws IOException {
        serve(config, new SocketTimes(LONG, LONG, LONG, SHORT, SHORT));
        try (var socket = new RawSocket(port, "/stream?after=0")) {
            socket.frame(0xC1, (byte) 0x02, (byte) 0x00);
            assertThat(closeCode(socket)).isEqualTo(1002);
        }
    }

    /** Its client may have gone without a word, and nobody would notice. */
    @Test
    void anEventStreamIsOpenedAnewFromTimeToTime(Config config) throws IOException {
        var handler = serve(config, new SocketTimes(LONG, LONG, LONG, SHORT, SHORT, SHORT));
        try (var silent = new Socket(InetAddress.getLoopbackAddress(), port)) {
            silent.getOutputStream()
                    .write("GET /events?after=0 HTTP/1.1\r\nHost: h\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            silent.setSoTimeout((int) Duration.ofSeconds(30).toMillis());
            var told = new StringBuilder();
            while (told.indexOf("restarting") < 0) {
                told.append((char) silent.getInputStream().read());
            }
            await().until(() -> handler.open() == 0);
        }
    }

    @Test
    void aDeadEventStreamLeavesItsPlaceToWhoeverTriesAgain(Config config) throws IOException {
        var handler = serve(config, new SocketTimes(SHORT, SHORT, LONG, SHORT, SHORT, LONG));
        List<Socket> silent = new ArrayList<>();
        for (int i = 0; i < config.limits().socketsPerUser(); i++) {
            var socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.getOutputStream()
                    .write("GET /events?after=0 HTTP/1.1\r\nHost: h\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            silent.add(socket);
        }
        await().until(() -> handler.open() == silent.size());

        await().until(() -> statusOfOneMore() == 200);

        assertThat(handler.open()).isLessThanOrEqualTo(silent.size());
        for (var socket : silent) {
            socket.close();
        }
    }

    private int statusOfOneMore() throws IOException {
        var events = URI.create("http://127.0.0.1:" + port + "/events?after=0")
                .toURL()
                .openConnection();
        int status = ((HttpURLConnection) events).getResponseCode();
        ((HttpURLConnection) events).disconnect();
        return status;
    }

    private static int closeCode(RawSocket socket) {
        var frame = socket.read();
        while (frame != null && frame.closeCode() == 0) {
            frame = socket.read();
        }
        return frame == null ? 0 : frame.closeCode();
    }

    @Test
    void aClientThatDoesNotReadCostsNoHeapAndMissesNothingLater(Config config) throws IOException {
        serve(config, new SocketTimes(LONG, LONG, LONG, SHORT, SHORT));
        insert(EVENTS);
        long before = heapUsed();
        try (var client = new RawSocket(port, "/stream?after=0")) {
            awaitRest();
            long readAhead = events.read.get();
            announce(EVENTS);
            for (int percent = 0; percent <= 100; percent++) {
                announceProgress(percent);
            }
            awaitRest();

            assertThat(readAhead * EVENT_BYTES).isLessThan(12 * MIB);
            assertThat(events.read.get() - readAhead).isLessThan(1_000);
            assertThat(heapUsed() - before).isLessThan(12 * MIB);

            assertThat(next(client).getString("type")).isEqualTo("hello");
            for (long offset = 1; offset <= EVENTS; offset++) {
                var frame = next(client);
                assertThat(frame.getString("type")).isEqualTo("event");
                assertThat(frame.getLong("offset")).isEqualTo(offset);
            }
            assertThat(next(client).getInteger("progress")).isEqualTo(100);
        }
    }

    @Test
    void aClientThatDoesNotReadForTooLongIsSentAwayAndResumesWithoutAGap(Config config) throws IOException {
        serve(config, new SocketTimes(LONG, LONG, SHORT, LONG, SHORT));
        insert(EVENTS);
        long received = 0;
        try (var client = new RawSocket(port, "/stream?after=0")) {
            awaitRest();
            var frame = client.read();
            while (frame != null && frame.text() != null) {
                received = frame.text().getLong("offset", received);
                frame = client.read();
            }
            assertThat(Objects.requireNonNull(frame).closeCode()).isEqualTo(4410);
        }
        assertThat(received).isLessThan(EVENTS);

        try (var again = new RawSocket(port, "/stream?after=" + received)) {
            next(again);
            for (long offset = received + 1; offset <= EVENTS; offset++) {
                assertThat(next(again).getLong("offset")).isEqualTo(offset);
            }
        }
    }

    @Test
    void aClientThatDoesNotEvenReadTheCloseIsCutOff(Config config) throws IOException {
        var handler = serve(config, new SocketTimes(LONG, LONG, SHORT, SHORT, SHORT));
        insert(EVENTS);
        try (var client = new RawSocket(port, "/stream?after=0")) {
            await().until(() -> handler.open() == 1);

            await().until(() -> handler.open() == 0);

            assertThat(client).isNotNull();
        }
    }

    @Test
    void aReaderOfAnEventStreamWhoDoesNotReadCostsLittleAndIsCutOff(Config config) throws IOException {
        var handler = serve(config, new SocketTimes(LONG, LONG, Duration.ofSeconds(3), SHORT, SHORT));
        insert(EVENTS);
        long before = heapUsed();
        try (var client = new RawSocket(port, "/events?after=0")) {
            awaitRest();
            long readAhead = events.read.get();
            assertThat(readAhead * EVENT_BYTES).isLessThan(12 * MIB);
            assertThat(heapUsed() - before).isLessThan(12 * MIB);

            await().until(() -> handler.open() == 0);

            assertThat(events.read.get()).isEqualTo(readAhead);
            assertThat(client).isNotNull();
        }
    }

    @Test
    void aClientWithoutPongIsGone(Config config) throws IOException {
        var handler = serve(config, new SocketTimes(SHORT, SHORT, LONG, SHORT, SHORT));
        try (var client = new RawSocket(port, "/stream?after=0")) {
            var frame = client.read();
            while (frame != null && frame.text() != null) {
                frame = client.read();
            }

            assertThat(Objects.requireNonNull(frame).closeCode()).isEqualTo(4408);
            assertThat(client.read()).isNull();
            await().until(() -> handler.open() == 0);
        }
    }

    @Test
    void aClientWhoseEventsWerePrunedGetsTheEndsInASnapshot(Config config) throws IOException {
        var done = store.submit(user);
        store.claim(user, done);
        Running.await(
                store.progress.apply(List.of(Store.report(done, 1, 1, io.driftline.job.Stage.RESULT)), List.of()));
        IntStream.range(0, 10).forEach(i -> store.submit(user));
        store.sql("UPDATE event SET at = at - INTERVAL 2 DAY");
        store.sql("UPDATE job SET finished_at = UTC_TIMESTAMP(3) - INTERVAL 2 DAY WHERE id = ?", done.value());
        Running.await(store.retention.prune(100));
        serve(config, new SocketTimes(LONG, LONG, LONG, SHORT, SHORT));

        try (var client = new RawSocket(port, "/stream?after=1")) {
            next(client);
            var reset = next(client);

            assertThat(reset.getString("type")).isEqualTo("reset");
            assertThat(reset.getLong("offset")).isEqualTo(12);
            assertThat(reset.getJsonArray("jobs")).hasSize(11).anySatisfy(each -> assertThat(
                            ((JsonObject) each).getString("job") + ((JsonObject) each).getString("state"))
                    .isEqualTo(done.value() + "SUCCEEDED"));
        }
    }

    private static JsonObject next(RawSocket client) {
        return Objects.requireNonNull(
                Objects.requireNonNull(client.read(), "cut").text(), "closed");
    }

    /** Until nothing has been read from the database, nor asked of it, for a while. */
    private void awaitRest() {
        await().until(new java.util.concurrent.Callable<>() {
            private long last = -1;
            private int still;

            @Override
            public Boolean call() {
                long now = events.read.get();
                still = now == last && now > 0 && events.asked.get() == 0 ? still + 1 : 0;
                last = now;
                return still == 6;
            }
        });
    }

    /** After a collection; good to some MiB. */
    private static long heapUsed() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private void insert(int count) {
        store.sql("INSERT INTO event_counter (user_id, last_offset) VALUES (?, ?)", user.value(), count);
        int page = 500;
        for (int from = 1; from <= count; from += page) {
            var rows = IntStream.range(from, from + page)
                    .mapToObj(offset -> "('" + user + "', " + offset + ", '" + job + "', UTC_TIMESTAMP(3), '"
                            + frame(offset) + "')")
                    .toList();
            store.sql("INSERT INTO event (user_id, `offset`, job_id, at, frame) VALUES " + String.join(", ", rows));
        }
    }

    private String frame(long offset) {
        return new JsonObject()
                .put("type", "event")
                .put("offset", offset)
                .put("job", job.value())
                .put("message", String.join("", Collections.nCopies(EVENT_BYTES, "x")))
                .encode();
    }

    private void announce(int count) {
        for (long offset = 1; offset <= count; offset += 10) {
            Addresses.userChannel(user)
                    .publish(
                            vertx.eventBus(), new Announcement.Event(offset, new JsonObject(frame(offset)).toBuffer()));
        }
    }

    private void announceProgress(int percent) {
        var frame =
                new JsonObject().put("type", "progress").put("job", job.value()).put("progress", percent);
        Addresses.userChannel(user).publish(vertx.eventBus(), new Announcement.Progress(job.value(), frame.toBuffer()));
    }

    /** How many events were ever read, and how many reads are under way. */
    private static final class CountedEvents implements UserEvents {
        private final UserEvents events;
        final AtomicLong read = new AtomicLong();
        final AtomicLong asked = new AtomicLong();

        CountedEvents(UserEvents events) {
            this.events = events;
        }

        @Override
        public Future<List<Announcement.Event>> after(UserId user, long offset, int limit) {
            asked.incrementAndGet();
            return events.after(user, offset, limit).onComplete(page -> {
                read.addAndGet(page.succeeded() ? page.result().size() : 0);
                asked.decrementAndGet();
            });
        }

        @Override
        public Future<Kept> kept(UserId user) {
            return events.kept(user);
        }

        @Override
        public Future<Map<UserId, Long>> lastOffsets(Collection<UserId> users) {
            return events.lastOffsets(users);
        }

        @Override
        public Future<Snapshot> snapshot(UserId user, long before) {
            return events.snapshot(user, before);
        }
    }
}
