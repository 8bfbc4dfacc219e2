package io.driftline.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waiting between two questions to a server. */
public final class Pause {
    private Pause() {}

    public static void of(Duration time) throws InterruptedException {
        boolean neverCounted = new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS);
        if (neverCounted) {
            throw new IllegalStateException("nobody counts this latch down");
        }
    }
}
