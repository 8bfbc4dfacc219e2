package io.driftline.push;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpServerConnection;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Counts what a client sends before anything is made of it: pieces of a message, empty ones too, and pings are no messages
 * and cost as much. None may be compressed, since that was not agreed on.
 */
final class SocketFrames extends ChannelInboundHandlerAdapter {
    private static final String TAKES_FRAMES = "handler";
    private static final int FRAMES_A_MESSAGE = 4;
    private static final long MINUTE_MILLIS = Duration.ofMinutes(1).toMillis();

    private final int mostPerMinute;
    private final Clock clock;
    private final Consumer<CloseCode> close;
    private long minuteStart;
    private int framesThisMinute;
    private boolean ended;

    private SocketFrames(int mostPerMinute, Clock clock, Consumer<CloseCode> close) {
        this.mostPerMinute = mostPerMinute;
        this.clock = clock;
        this.close = close;
        minuteStart = clock.millis();
    }

    /** @param close is told once, why the line is to end */
    static void watch(HttpConnection connection, int messagesPerMinute, Clock clock, Consumer<CloseCode> close) {
        ((HttpServerConnection) connection)
                .channelHandlerContext()
                .pipeline()
                .addBefore(TAKES_FRAMES, null, new SocketFrames(FRAMES_A_MESSAGE * messagesPerMinute, clock, close));
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof WebSocketFrame frame && !(frame instanceof CloseWebSocketFrame) && isRefused(frame)) {
            ReferenceCountUtil.release(frame);
        } else {
            ctx.fireChannelRead(message);
        }
    }

    private boolean isRefused(WebSocketFrame frame) {
        if (ended) {
            return true;
        }
        if (frame.rsv() != 0) {
            end(CloseCode.PROTOCOL);
        } else if (!isWithinRate()) {
            end(CloseCode.TOO_MANY_MESSAGES);
        }
        return ended;
    }

    private void end(CloseCode why) {
        ended = true;
        close.accept(why);
    }

    private boolean isWithinRate() {
        long now = clock.millis();
        if (now - minuteStart >= MINUTE_MILLIS) {
            minuteStart = now;
            framesThisMinute = 0;
        }
        return ++framesThisMinute <= mostPerMinute;
    }
}
