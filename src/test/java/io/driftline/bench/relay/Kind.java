package io.driftline.bench.relay;

/** What is told: durable events of jobs, which are committed first, or gauges of progress, which nobody keeps. */
enum Kind {
    EVENTS,
    TICKS;

    String title() {
        return this == EVENTS ? "durable events" : "progress";
    }
}
