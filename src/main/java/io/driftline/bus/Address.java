package io.driftline.bus;

import io.vertx.core.Handler;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.tracing.TracingPolicy;

/**
 * An event-bus address that carries one type of message, told to whoever listens on this node.
 *
 * <p>The bus delivers at most once: what must outlive a restart is committed before it is published.
 */
public record Address<T>(String name, Class<T> type) {
    // A step traces by itself: a round of several jobs belongs to none of their traces.
    private static final DeliveryOptions OPTIONS = new DeliveryOptions()
            .setCodecName(RecordCodec.NAME)
            .setLocalOnly(true)
            .setTracingPolicy(TracingPolicy.IGNORE);

    public void publish(EventBus bus, T message) {
        bus.publish(name, message, OPTIONS);
    }

    public MessageConsumer<T> consume(EventBus bus, Handler<T> handler) {
        return bus.<T>localConsumer(name, message -> handler.handle(type.cast(message.body())));
    }
}
