package io.driftline.bombs;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;

/** Somebody who lists jobs again and again while others do what they do. */
final class Bystander {
    private static final Call LIST = new Call("listJobs", "GET", "/jobs?limit=5", "", () -> new byte[0]);
    private static final int CALLS_ALONE = 100;
    private static final Duration PAUSE = Duration.ofMillis(5);

    private final List<Duration> waits = Collections.synchronizedList(new ArrayList<>());
    private final Caller caller;
    private final Thread thread;
    private volatile boolean over;

    Bystander(Caller caller) {
        this.caller = caller;
        thread = new Thread(this::watch, "bystander");
        thread.setDaemon(true);
        thread.start();
    }

    int calls() {
        return waits.size();
    }

    void forget() {
        waits.clear();
    }

    /** The wait that 99 of 100 calls kept to. */
    Duration p99() {
        synchronized (waits) {
            var sorted = waits.stream().sorted().toList();
            return sorted.isEmpty() ? Duration.ZERO : sorted.get((int) Math.ceil(sorted.size() * 0.99) - 1);
        }
    }

    /** The same while nobody else asks for anything. */
    Duration alone() {
        forget();
        Awaitility.await().until(() -> calls() >= CALLS_ALONE);
        return p99();
    }

    private void watch() {
        while (!over) {
            try {
                var answer = caller.send(LIST);
                waits.add(answer.status() == 200 ? answer.took() : Duration.ofDays(1));
            } catch (IOException gone) {
                waits.add(Duration.ofDays(1));
            } catch (InterruptedException stopped) {
                return;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    void close() throws InterruptedException {
        over = true;
        thread.join(Duration.ofSeconds(10).toMillis());
    }
}
