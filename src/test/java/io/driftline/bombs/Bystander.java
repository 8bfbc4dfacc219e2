package io.driftline.bombs;

import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** Somebody who asks for little while others do what they do: a {@link Watch}. */
final class Bystander {
    private static final int CALLS_ALONE = 300;

    private final List<Duration> waits = Collections.synchronizedList(new ArrayList<>());
    private final Process process;

    Bystander(String address) throws IOException {
        process = new ProcessBuilder(
                        Gateway.program("java"),
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Watch.class.getName(),
                        address)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var thread = new Thread(this::read, "bystander");
        thread.setDaemon(true);
        thread.start();
    }

    void forget() {
        waits.clear();
    }

    /** Since it was told to forget. */
    Waits waits() {
        synchronized (waits) {
            return new Waits(List.copyOf(waits));
        }
    }

    /** The wait that 99 of 100 calls keep to while nobody else asks for anything. */
    Duration alone() {
        forget();
        Awaitility.await().until(() -> waits.size() >= CALLS_ALONE);
        return waits().p99();
    }

    private void read() {
        try (BufferedReader said = process.inputReader()) {
            said.lines().forEach(nanos -> waits.add(Duration.ofNanos(Long.parseLong(nanos))));
        } catch (IOException over) {
            waits.add(Duration.ofDays(1));
        }
    }

    void close() throws InterruptedException {
        process.destroy();
        process.waitFor(10, TimeUnit.SECONDS);
    }

    record Waits(List<Duration> each) {
        int calls() {
            return each.size();
        }

        /** The wait that 99 of 100 calls kept to. */
        Duration p99() {
            var sorted = each.stream().sorted().toList();
            return sorted.isEmpty() ? Duration.ZERO : sorted.get((int) Math.ceil(sorted.size() * 0.99) - 1);
        }
    }
}
