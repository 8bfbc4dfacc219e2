package io.driftline.status;

import io.driftline.bus.DeadLetter;
import io.driftline.wire.RabbitNames;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.rabbitmq.RabbitMQClient;
import io.vertx.rabbitmq.RabbitMQMessage;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Looks into the dead-letter queue on a connection of its own: what is taken but not acknowledged is back in its place
 * when the connection closes.
 */
final class RabbitDeadLetterQueue {
    private static final int SHOWN = 2_000;
    private static final String NO_REASON = "not told";

    private final Supplier<RabbitMQClient> clients;

    RabbitDeadLetterQueue(Supplier<RabbitMQClient> clients) {
        this.clients = clients;
    }

    Future<List<DeadLetter>> list(int limit) {
        return visit(limit, letter -> false);
    }

    /** Removes the letters of that id among the oldest {@code limit}. */
    Future<Integer> discard(String id, int limit) {
        return visit(limit, letter -> letter.id().equals(id)).map(seen ->
                (int) seen.stream().filter(letter -> letter.id().equals(id)).count());
    }

    private Future<List<DeadLetter>> visit(int limit, Predicate<DeadLetter> remove) {
        var client = clients.get();
        List<DeadLetter> seen = new ArrayList<>();
        return client.start()
                .compose(started -> next(client, limit, remove, seen))
                .eventually(client::stop)
                .map(done -> seen);
    }

    private static Future<Void> next(
            RabbitMQClient client, int limit, Predicate<DeadLetter> remove, List<DeadLetter> seen) {
        if (seen.size() >= limit) {
            return Future.succeededFuture();
        }
        return client.basicGet(RabbitNames.DEAD_LETTER_QUEUE, false).compose(message -> {
            if (message == null) {
                return Future.succeededFuture();
            }
            var letter = letter(message);
            seen.add(letter);
            Future<Void> removed = remove.test(letter)
                    ? client.basicAck(message.envelope().getDeliveryTag(), false)
                    : Future.succeededFuture();
            return removed.compose(done -> next(client, limit, remove, seen));
        });
    }

    private static DeadLetter letter(RabbitMQMessage message) {
        var body = message.body();
        var headers = message.properties().getHeaders();
        var reason = headers == null ? null : headers.get(RabbitNames.REASON_HEADER);
        var shown = body.getBuffer(0, Math.min(body.length(), SHOWN)).toString(StandardCharsets.UTF_8);
        return new DeadLetter(sha256(body), reason == null ? NO_REASON : reason.toString(), body.length(), shown);
    }

    private static String sha256(Buffer body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body.getBytes()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
