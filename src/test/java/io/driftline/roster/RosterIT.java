package io.driftline.roster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.driftline.bus.Addresses;
import io.driftline.bus.RecordCodec;
import io.driftline.bus.news.WorkersAnnounced;
import io.driftline.bus.news.WorkersAnnounced.Announced;
import io.driftline.config.Config;
import io.driftline.config.Secret;
import io.driftline.config.WorkerServers;
import io.driftline.testing.Golden;
import io.driftline.testing.MutableClock;
import io.driftline.testing.Running;
import io.driftline.testing.SignedLines;
import io.driftline.testing.StackExtension;
import io.driftline.wire.RedisKeys;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What gateways make of announcements, on a real Redis and by a clock that stands. */
@ExtendWith(StackExtension.class)
class RosterIT {
    private static final JsonObject GOLDEN = Golden.object("worker-announcement.json");
    private static final byte[] KEY = Base64.getUrlDecoder().decode(GOLDEN.getString("key"));
    private static final Secret TOKEN = new Secret(GOLDEN.getString("token"));
    private static final String WORKER = "http://127.0.0.1:8090";

    private final MutableClock clock = new MutableClock();
    private final Node first = new Node();
    private final Node second = new Node();
    private Redis redis;

    /** A gateway, as far as it has to do with announcements. */
    private static final class Node {
        private final Vertx vertx = Vertx.vertx();
        private volatile List<Announced> workers = List.of();
        private int port;

        void start(Redis redis, MutableClock clock, List<String> networks) {
            RecordCodec.register(vertx.eventBus());
            Addresses.WORKERS_ANNOUNCED.consume(vertx.eventBus(), this::hear);
            var settings = WorkerServers.one(WORKER, TOKEN, Duration.ofSeconds(1), null)
                    .announced(networks);
            var verticle =
                    new RosterVerticle(vertx, settings, new RedisRoster(redis, TOKEN), clock, Duration.ofMillis(20));
            Running.await(vertx.deployVerticle(verticle));
            port = Running.await(vertx.createHttpServer()
                            .requestHandler(verticle.announcements())
                            .listen(0, "127.0.0.1"))
                    .actualPort();
        }

        private void hear(WorkersAnnounced news) {
            workers = news.workers();
        }

        HttpResponse<Buffer> post(Buffer line) {
            return Running.await(
                    WebClient.create(vertx).post(port, "127.0.0.1", "/workers").sendBuffer(line));
        }

        List<String> addresses() {
            return workers.stream().map(Announced::address).toList();
        }
    }

    @BeforeEach
    void start(Config config) {
        redis = Redis.createClient(
                first.vertx,
                new RedisOptions().setConnectionString(config.redis().uri().value()));
        forgetAll();
        first.start(redis, clock, List.of());
        second.start(redis, clock, List.of("10.0.0.0/8", "::1"));
    }

    @AfterEach
    void stop() {
        forgetAll();
        Running.await(first.vertx.close());
        Running.await(second.vertx.close());
    }

    private void forgetAll() {
        Running.await(redis.send(Request.cmd(Command.DEL).arg(RedisKeys.WORKERS)));
    }

    @Test
    void everyGatewayKnowsWhoAnnouncedItselfToOne() {
        var answer = first.post(line(said(WORKER)));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.bodyAsJsonObject().getInteger("leaseSeconds")).isEqualTo(10);
        await().until(() -> !first.workers.isEmpty() && !second.workers.isEmpty());
        var told = second.workers.get(0);
        assertThat(told.address()).isEqualTo(WORKER);
        assertThat(told.leaving()).isFalse();
        assertThat(told.said().getString("id")).isEqualTo("worker-3");
        assertThat(told.said().getJsonArray("models"))
                .isEqualTo(GOLDEN.getJsonObject("said").getJsonArray("models"));
    }

    @Test
    void aWorkerIsKnownUntilItsLeaseEnds() {
        first.post(line(said(WORKER)));
        await().until(() -> second.addresses().contains(WORKER));

        clock.advance(Duration.ofSeconds(9));
        var other = "http://127.0.0.1:8091";
        first.post(line(said(other)));
        await().until(() -> second.addresses().contains(other));
        assertThat(second.addresses()).contains(WORKER);
        clock.advance(Duration.ofSeconds(2));

        await().until(() -> second.addresses().equals(List.of(other)));
    }

    @Test
    void aWorkerThatSaysGoodbyeIsGoneAtOnce() {
        first.post(line(said(WORKER)));
        await().until(() -> second.addresses().contains(WORKER));

        first.post(line(said(WORKER).put("state", "leaving")));
        await().until(() -> second.workers.get(0).leaving());
        first.post(line(said(WORKER).put("state", "gone")));

        await().until(() -> second.workers.isEmpty() && first.workers.isEmpty());
    }

    @Test
    void whatRedisForgetsDoesNotMakeAWorkerGo() {
        first.post(line(said(WORKER)));
        await().until(() -> second.addresses().contains(WORKER));
        forgetAll();
        var other = "http://127.0.0.1:8091";
        first.post(line(said(other)));

        await().until(() -> second.addresses().contains(other));

        assertThat(second.addresses()).containsExactly(WORKER, other);
    }

    @Test
    void anotherSecretIsRefused() {
        refused(401, "DRIFTLINE_WORKER_TOKEN", SignedLines.sign(new byte[32], said(WORKER)));
    }

    @Test
    void theSameIsNotTakenTwice() {
        var line = line(said(WORKER));
        assertThat(first.post(line).statusCode()).isEqualTo(200);
        first.post(line(said(WORKER).put("state", "gone")));

        var again = first.post(line);

        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(again.bodyAsJsonObject().getString("error")).contains("made before");
    }

    @Test
    void aClockThatIsOffIsToldHowFar() {
        var late = said(WORKER).put("at", clock.millis() - 120_000);
        refused(409, "120 s behind", line(late));
        var early = said(WORKER).put("at", clock.millis() + 31_000);
        refused(409, "31 s ahead", line(early));
    }

    @Test
    void nobodyAnnouncesAnotherPlaceThanTheirOwn() {
        refused(
                403,
                "10.1.0.7, an address of url, is not where this came from, 127.0.0.1",
                line(said("http://10.1.0.7")));
        refused(403, "169.254.169.254", line(said("http://169.254.169.254")));
        refused(403, "is not known here", line(said("http://nowhere.invalid:8090")));
        refused(400, "url must be", line(said("http://127.0.0.1:8090/path")));
    }

    @Test
    void networksSayWhereWorkersMayBe() {
        assertThat(second.post(line(said("http://10.1.0.7:8090"))).statusCode()).isEqualTo(200);
        var answer = second.post(line(said("http://192.168.0.7:8090")));

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.bodyAsJsonObject().getString("error")).endsWith("is not in workers.networks");
        await().until(() -> first.addresses().equals(List.of("http://10.1.0.7:8090")));
    }

    @Test
    void whatIsNoAnnouncementIsRefused() {
        refused(400, "no MAC", Buffer.buffer("nothing"));
        refused(400, "", Buffer.buffer("&&& {}"));
        refused(400, "", SignedLines.sign(KEY, Buffer.buffer("[1")));
        refused(413, "bytes at most", Buffer.buffer("x".repeat(70_000)));
    }

    @Test
    void whatLiesInRedisAndIsNoneOfOursIsPassedOver() {
        var later = clock.millis() + 3_600_000;
        lay("nothing", "nothing");
        lay("unsigned", later + " mac " + said("http://10.6.6.6"));
        lay("foreign", later + " " + SignedLines.sign(new byte[32], said("http://10.6.6.6")));
        lay("repeated", later + " " + line(said("http://127.0.0.1:6666").put("at", clock.millis() - 41_000)));
        first.post(line(said(WORKER)));

        await().until(() -> second.addresses().contains(WORKER));

        assertThat(second.addresses()).containsExactly(WORKER);
    }

    @Test
    void whatLapsedLongAgoIsSwept() {
        first.post(line(said(WORKER)));
        await().until(() -> first.addresses().contains(WORKER));

        clock.advance(Duration.ofMinutes(11));

        await().until(() -> Running.await(redis.send(Request.cmd(Command.HLEN).arg(RedisKeys.WORKERS)))
                        .toInteger()
                == 0);
        assertThat(Running.await(new RedisRoster(redis, TOKEN).addresses(Instant.now())))
                .isEmpty();
    }

    private void lay(String field, String value) {
        Running.await(redis.send(
                Request.cmd(Command.HSET).arg(RedisKeys.WORKERS).arg(field).arg(value)));
    }

    private void refused(int status, String reason, Buffer line) {
        var answer = first.post(line);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.bodyAsJsonObject().getString("error")).contains(reason);
        assertThat(Running.await(new RedisRoster(redis, TOKEN).entries(clock.instant())))
                .isEmpty();
    }

    private JsonObject said(String url) {
        return GOLDEN.getJsonObject("said")
                .copy()
                .put("url", url)
                .put("at", clock.millis())
                .put("nonce", UUID.randomUUID().toString());
    }

    private static Buffer line(JsonObject said) {
        return SignedLines.sign(KEY, said);
    }
}
