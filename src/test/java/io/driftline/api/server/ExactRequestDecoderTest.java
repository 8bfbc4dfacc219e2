package io.driftline.api.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpServerOptions;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ExactRequestDecoderTest {
    /** Whatever a decoder may know by a short cut, each with each of its letters wrong. */
    static Stream<String> nearNames() {
        return Stream.of(
                        "Host",
                        "Accept",
                        "Connection",
                        "Content-Type",
                        "Content-Length",
                        "Transfer-Encoding",
                        "Cookie",
                        "Authorization",
                        "Origin",
                        "Upgrade",
                        "Expect")
                .flatMap(name -> Stream.of(name, name.toLowerCase(Locale.ROOT), name.toUpperCase(Locale.ROOT)))
                .flatMap(name -> IntStream.range(0, name.length())
                        .mapToObj(at -> name.substring(0, at) + "X" + name.substring(at + 1)));
    }

    @ParameterizedTest
    @MethodSource("nearNames")
    void readsEachNameAsItWasSent(String name) {
        var request = decode("GET / HTTP/1.1\r\nX-First: 1\r\n" + name + ": 0\r\n\r\n");

        assertThat(request.decoderResult().isSuccess()).isTrue();
        assertThat(request.headers().names()).containsExactlyInAnyOrder("X-First", name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\nHost: h\r\nX-Long: a\r\n b\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: h\r\nX-Long: a\r\n\tb\r\nX-Next: c\r\n\r\n",
                "GET / HTTP/1.1\r\n Host: h\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: h\r\n \r\n\r\n",
            })
    void refusesAFoldedHeaderHoweverItArrives(String request) {
        assertThat(decode(request).decoderResult().isFailure()).isTrue();
        assertThat(decode(request.split("(?<=.)")).decoderResult().isFailure()).isTrue();
        assertThat(decode(request.split("(?<=\n)")).decoderResult().isFailure()).isTrue();
    }

    @Test
    void takesBlanksInABodyAndTheRequestAfterIt() {
        var channel = channel(
                "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 6\r\n\r\na\r\n bc",
                "GET /next HTTP/1.1\r\nHost: h\r\n\r\n");

        assertThat(next(channel).decoderResult().isSuccess()).isTrue();
        assertThat(next(channel).uri()).isEqualTo("/next");
    }

    private static HttpRequest decode(String... packets) {
        return next(channel(packets));
    }

    private static EmbeddedChannel channel(String... packets) {
        var channel = new EmbeddedChannel(new ExactRequestDecoder(new HttpServerOptions()));
        for (var packet : packets) {
            channel.writeInbound(Unpooled.copiedBuffer(packet, StandardCharsets.ISO_8859_1));
        }
        return channel;
    }

    private static HttpRequest next(EmbeddedChannel channel) {
        Object message = channel.readInbound();
        while (!(message instanceof HttpRequest request)) {
            assertThat(message).isNotNull();
            ReferenceCountUtil.release(message);
            message = channel.readInbound();
        }
        return request;
    }
}
