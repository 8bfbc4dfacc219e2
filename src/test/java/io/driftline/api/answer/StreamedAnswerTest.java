package io.driftline.api.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.driftline.testing.Running;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class StreamedAnswerTest {
    private static final int A_LOT = 4 << 20;

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        Running.await(vertx.close());
    }

    @Test
    void cutsOffAReaderThatTakesByteAfterByte() throws IOException {
        var chunks = new Endless();
        var router = Router.router(vertx);
        router.get().handler(ctx -> StreamedAnswer.send(ctx, chunks, Duration.ofMillis(500)));
        var server =
                Running.await(vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1"));
        try (var reader = new Socket(InetAddress.getLoopbackAddress(), server.actualPort())) {
            reader.getOutputStream().write("GET / HTTP/1.1\r\nHost: h\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            await().ignoreExceptions()
                    .until(() -> chunks.closed.get() || reader.getInputStream().read() < 0);
            assertThat(chunks.closed).isTrue();
        }
    }

    private static final class Endless implements Chunks {
        private final AtomicBoolean closed = new AtomicBoolean();

        @Override
        public @Nullable Buffer next() {
            return Buffer.buffer(new byte[A_LOT]);
        }

        @Override
        public void close() {
            closed.set(true);
        }
    }
}
