package io.driftline.bus;

import io.vertx.core.Future;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.tracing.TracingPolicy;
import java.time.Duration;
import java.util.function.Function;

/**
 * An event-bus address with one consumer on this node, which answers each command.
 *
 * @param <Q> the command
 * @param <R> its answer
 */
public record RequestAddress<Q, R>(String name, Class<Q> command, Class<R> answer) {

    /** Fails with the consumer's own failure, or when no answer came within {@code timeout}. */
    public Future<R> request(EventBus bus, Q message, Duration timeout) {
        var options = new DeliveryOptions()
                .setCodecName(RecordCodec.NAME)
                .setLocalOnly(true)
                .setTracingPolicy(TracingPolicy.IGNORE)
                .setSendTimeout(timeout.toMillis());
        return bus.<Reply>request(name, message, options).compose(reply -> unwrap(reply.body()));
    }

    public MessageConsumer<Q> consume(EventBus bus, Function<Q, Future<R>> consumer) {
        return bus.<Q>localConsumer(name, message -> consumer.apply(command.cast(message.body()))
                .onComplete(result -> reply(message, new Reply(result.result(), result.cause()))));
    }

    private static void reply(Message<?> message, Reply reply) {
        message.reply(
                reply, new DeliveryOptions().setCodecName(RecordCodec.NAME).setTracingPolicy(TracingPolicy.IGNORE));
    }

    private Future<R> unwrap(Reply reply) {
        var failure = reply.failure();
        return failure == null ? Future.succeededFuture(answer.cast(reply.value())) : Future.failedFuture(failure);
    }
}
