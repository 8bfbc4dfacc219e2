package io.driftline.faults.lab;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import io.driftline.config.Config;
import io.driftline.job.JobId;
import io.driftline.wire.RabbitNames;
import io.driftline.wire.StatusKeys;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Somebody else at the broker: says again what was said, forges attempts, and puts nonsense on the queue. */
public final class Mischief implements AutoCloseable {
    private static final String MARK = "x-faults";
    private static final int[] NEVER_MADE = {0, 2, 3};

    private final Connection connection;
    private final Channel channel;
    private final StatusKeys keys;
    private final Random random;
    private final AtomicInteger made = new AtomicInteger();
    private final AtomicInteger buried = new AtomicInteger();
    private final AtomicInteger fallen = new AtomicInteger();

    public Mischief(Config config, long seed) throws IOException, TimeoutException {
        var factory = new ConnectionFactory();
        factory.setHost(config.broker().host());
        factory.setPort(config.broker().port());
        factory.setUsername(config.broker().user());
        factory.setPassword(config.broker().password().value());
        connection = factory.newConnection("faults");
        channel = connection.createChannel();
        keys = StatusKeys.of(config.keys().status().value());
        random = new Random(seed);
    }

    /** Each message comes up to four times. */
    public void repeatEverything() throws IOException {
        tap((body, line) -> {
            for (int again = random.nextInt(4); again > 0; again--) {
                publish(body);
            }
        });
    }

    /** The end of attempts that were never made, in a gateway's own hand. */
    public void forgeAttempts(String job) {
        var message = new JsonObject().put("job", job).put("kind", "event");
        try {
            for (int attempt : NEVER_MADE) {
                publish(signed(message, attempt));
            }
        } catch (IOException away) {
            throw new UncheckedIOException(away);
        }
    }

    private byte[] signed(JsonObject message, int attempt) {
        var forged = message.copy()
                .put("attempt", attempt)
                .put("seq", 1_000)
                .put("stage", "predicting")
                .put("messageKey", "job.failed")
                .put("message", "forged")
                .put(
                        "problem",
                        new JsonObject().put("type", "urn:problem:forged").put("title", "forged"));
        forged.remove("result");
        return signed(message.getString("job"), attempt, forged.toBuffer().getBytes());
    }

    private byte[] signed(String job, int attempt, byte[] json) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(keys.keyOf(new JobId(job), attempt), "HmacSHA256"));
            var text = Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal(json)) + " "
                    + new String(json, StandardCharsets.UTF_8);
            return text.getBytes(StandardCharsets.UTF_8);
        } catch (GeneralSecurityException unknown) {
            throw new IllegalStateException(unknown);
        }
    }

    /**
     * The first so many jobs that are heard of say something, in their own hand, that grows beyond any column once it is
     * encoded again.
     */
    public void growOnTheWay(int lines) throws IOException {
        Set<String> heard = new HashSet<>();
        tap((body, line) -> {
            var message = new JsonObject(line.substring(line.indexOf(' ') + 1));
            if (heard.size() < lines && heard.add(message.getString("job"))) {
                var json = "{\"job\":\"" + message.getString("job") + "\",\"attempt\":" + message.getInteger("attempt")
                        + ",\"seq\":900,\"kind\":\"event\",\"stage\":\"predicting\",\"messageKey\":\"job.failed\","
                        + "\"message\":\"m\",\"problem\":{\"n\":[" + "1e6,".repeat(15_000) + "1]}}";
                publish(signed(
                        message.getString("job"),
                        message.getInteger("attempt"),
                        json.getBytes(StandardCharsets.UTF_8)));
            }
        });
    }

    /** Nonsense of every kind, so many of each. */
    public void poison(int each) throws IOException {
        var strange = JobId.random().value();
        var line = "{\"job\":\"" + strange + "\",\"attempt\":1,\"seq\":1,\"kind\":\"event\",\"stage\":\"checking\","
                + "\"messageKey\":\"k\",\"message\":\"m\"}";
        var kinds = List.of(
                "not a message",
                "AAAA " + line,
                "AAAA {\"job\":7,\"attempt\":\"x\"}",
                "AAAA " + "[".repeat(1_000),
                "AAAA {\"job\":\"" + strange + "\",\"attempt\":" + "9".repeat(400) + "}",
                "\0",
                "x".repeat(70_000));
        for (int i = 0; i < each; i++) {
            for (String kind : kinds) {
                publish(kind.getBytes(StandardCharsets.UTF_8));
            }
            publish(signedByNobody(strange));
        }
    }

    private byte[] signedByNobody(String job) {
        return signed(new JsonObject().put("job", job).put("attempt", 1).put("kind", "event"), 1);
    }

    private void publish(byte[] body) throws IOException {
        var marked = new AMQP.BasicProperties.Builder()
                .deliveryMode(2)
                .headers(Map.of(MARK, "1"))
                .build();
        synchronized (channel) {
            channel.basicPublish(RabbitNames.STATUS_EXCHANGE, RabbitNames.STATUS_ROUTING_KEY, marked, body);
        }
        made.incrementAndGet();
    }

    public int made() {
        return made.get();
    }

    /** Counts the dead letters that come from now on. */
    public void watchDeadLetters() throws IOException {
        var queue = channel.queueDeclare().getQueue();
        channel.queueBind(queue, RabbitNames.DEAD_LETTER_EXCHANGE, "");
        channel.basicConsume(
                queue,
                true,
                (tag, message) -> {
                    var headers = message.getProperties().getHeaders();
                    boolean hasReason = headers != null && headers.containsKey(RabbitNames.REASON_HEADER);
                    (hasReason ? buried : fallen).incrementAndGet();
                },
                tag -> {});
    }

    /** Those that a gateway put aside. */
    public int buried() {
        return buried.get();
    }

    /** Those that the broker took from the queue by itself. */
    public int fallen() {
        return fallen.get();
    }

    private interface Listener {
        void heard(byte[] body, String line) throws IOException;
    }

    /** Hears what workers say, not what this class says. */
    private void tap(Listener listener) throws IOException {
        var queue = channel.queueDeclare().getQueue();
        channel.queueBind(queue, RabbitNames.STATUS_EXCHANGE, RabbitNames.STATUS_BINDING);
        channel.basicConsume(
                queue,
                true,
                (tag, message) -> {
                    var headers = message.getProperties().getHeaders();
                    if (headers == null || !headers.containsKey(MARK)) {
                        var text = new String(message.getBody(), StandardCharsets.UTF_8);
                        for (String line : text.split("\n", -1)) {
                            listener.heard(message.getBody(), line);
                        }
                    }
                },
                tag -> {});
    }

    @Override
    public void close() throws IOException {
        connection.abort(2_000);
    }
}
