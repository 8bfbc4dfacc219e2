package io.driftline.bench.relay;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.MessageProperties;
import io.driftline.config.BrokerServer;
import io.driftline.faults.lab.Lab;
import io.driftline.faults.lab.Waiting;
import io.driftline.wire.RabbitNames;
import io.driftline.wire.StatusKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/** Statuses of one kind, so many in a message of the broker, from their publication to the sockets. */
final class Relay implements AutoCloseable {
    private static final int WINDOW = 2_000;
    private static final Duration STALLED = Duration.ofSeconds(2);
    private static final Duration DRAINED = Duration.ofSeconds(20);
    private static final long TURN_NANOS = 1_000_000;
    private static final long LOOK_NANOS = 100_000;

    private final Lab lab;
    private final int bundle;
    private final Listeners listeners;
    private final List<Voice> voices;
    private final com.rabbitmq.client.Connection broker;
    private final Channel channel;
    private final Random random;
    private final long[] published;
    private final List<String> waiting = new ArrayList<>();
    private int sent;
    private int given;

    /**
     * What was seen.
     *
     * @param perSecond statuses told or overtaken, as many under way as the window allows
     * @param p50 milliseconds from publication to the socket at the paced rate
     * @param cpu milliseconds of the gateway's processor time for a thousand of them
     * @param lost statuses that had neither come nor been overtaken 20 s after the last was published
     * @param overtaken statuses that a later one of their user replaced before they were told: gauges alone may be
     * @param again statuses that came twice
     */
    record Seen(double perSecond, double p50, double p99, double cpu, int lost, int overtaken, int again) {}

    Relay(Lab lab, Kind kind, int bundle, Listeners listeners, List<Claimed.Owner> owners, int statuses, long seed)
            throws IOException, TimeoutException {
        this.lab = lab;
        this.bundle = bundle;
        this.listeners = listeners;
        this.published = new long[statuses];
        this.random = new Random(seed);
        var keys = StatusKeys.of(lab.config().keys().status().value());
        this.voices = owners.stream().map(owner -> new Voice(kind, keys, owner)).toList();
        this.broker = connect(lab.config().broker());
        this.channel = broker.createChannel();
    }

    private static com.rabbitmq.client.Connection connect(BrokerServer settings) throws IOException, TimeoutException {
        var factory = new ConnectionFactory();
        factory.setHost(settings.host());
        factory.setPort(settings.port());
        factory.setVirtualHost(settings.virtualHost());
        factory.setUsername(settings.user());
        factory.setPassword(settings.password().value());
        return factory.newConnection();
    }

    /** Warm, then at a rate, then as fast as it goes. */
    Seen measure(Duration length, int rate) throws IOException {
        saturate(length.dividedBy(2));
        settle();
        int first = sent;
        pace(length, rate);
        settle();
        int behind = sent;
        var cpuBefore = lab.gateway().cpu();
        int settledBefore = listeners.settled();
        long began = System.nanoTime();
        saturate(length);
        int settled = listeners.settled() - settledBefore;
        double seconds = (System.nanoTime() - began) / 1e9;
        double cpu = lab.gateway().cpu().minus(cpuBefore).toNanos() / 1e6;
        settle();
        var latencies = latencies(first, behind);
        return new Seen(
                settled / seconds,
                percentile(latencies, 0.5),
                percentile(latencies, 0.99),
                cpu / settled * 1_000,
                sent - listeners.settled(),
                listeners.settled() - listeners.count(),
                listeners.again());
    }

    private void pace(Duration length, int rate) throws IOException {
        long began = System.nanoTime();
        long total = length.toMillis() * rate / 1_000;
        for (long done = 0; done < total; ) {
            long due = (System.nanoTime() - began) * rate / 1_000_000_000;
            for (; done < Math.min(due, total); done++) {
                say();
            }
            flush();
            LockSupport.parkNanos(TURN_NANOS);
        }
    }

    private void saturate(Duration length) throws IOException {
        long end = System.nanoTime() + length.toNanos();
        long moved = System.nanoTime();
        int before = listeners.settled();
        while (System.nanoTime() < end) {
            if (sent - given - listeners.settled() < WINDOW) {
                say();
                continue;
            }
            flush();
            LockSupport.parkNanos(LOOK_NANOS);
            if (listeners.settled() != before) {
                before = listeners.settled();
                moved = System.nanoTime();
            } else if (System.nanoTime() - moved > STALLED.toNanos()) {
                throw new IllegalStateException("nothing was told for " + STALLED.toSeconds() + " s");
            }
        }
        flush();
    }

    /** What does not come is no longer waited for. */
    private void settle() {
        Waiting.until(DRAINED, () -> listeners.settled() >= sent - given);
        given = sent - listeners.settled();
    }

    private void say() throws IOException {
        var voice = voices.get(random.nextInt(voices.size()));
        published[sent] = System.nanoTime();
        waiting.add(voice.line(sent));
        listeners.expect(sent, voice.said());
        sent++;
        if (waiting.size() >= bundle) {
            flush();
        }
    }

    private void flush() throws IOException {
        if (!waiting.isEmpty()) {
            channel.basicPublish(
                    RabbitNames.STATUS_EXCHANGE,
                    RabbitNames.STATUS_ROUTING_KEY,
                    MessageProperties.PERSISTENT_BASIC,
                    String.join("\n", waiting).getBytes(StandardCharsets.UTF_8));
            waiting.clear();
        }
    }

    /** In milliseconds, sorted; of those that came. */
    private double[] latencies(int from, int to) {
        var found = new ArrayList<Double>();
        for (int number = from; number < to; number++) {
            if (listeners.arrived(number) != 0) {
                found.add((listeners.arrived(number) - published[number]) / 1e6);
            }
        }
        double[] sorted = found.stream().mapToDouble(each -> each).toArray();
        Arrays.sort(sorted);
        return sorted;
    }

    private static double percentile(double[] sorted, double share) {
        return sorted.length == 0 ? Double.NaN : sorted[(int) Math.min(sorted.length - 1, share * sorted.length)];
    }

    @Override
    public void close() throws IOException {
        broker.close();
    }
}
