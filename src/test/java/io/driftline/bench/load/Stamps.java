package io.driftline.bench.load;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Microseconds on the scale of the epoch, from a monotonic clock: comparable with the times that events carry. */
final class Stamps {
    // Once is right here: it ties the two clocks together.
    @SuppressWarnings("TimeInStaticInitializer")
    private static final long OFFSET = of(Instant.now()) - System.nanoTime() / 1_000;

    private Stamps() {}

    static long now() {
        return OFFSET + System.nanoTime() / 1_000;
    }

    static long of(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }
}
