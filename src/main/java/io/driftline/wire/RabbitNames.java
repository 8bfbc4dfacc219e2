package io.driftline.wire;

/** Exchange, queues and routing keys of the status channel. */
public final class RabbitNames {
    public static final String STATUS_EXCHANGE = "driftline.status";
    public static final String STATUS_QUEUE = "driftline.status";
    public static final String STATUS_ROUTING_KEY = "status.0";
    public static final String STATUS_BINDING = "status.#";
    public static final String DEAD_LETTER_EXCHANGE = "driftline.dead";
    public static final String DEAD_LETTER_QUEUE = "driftline.dead";

    /** Header of a dead letter that says why it is one. */
    public static final String REASON_HEADER = "x-driftline-reason";

    private RabbitNames() {}
}
