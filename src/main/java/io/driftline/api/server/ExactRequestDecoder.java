package io.driftline.api.server;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.util.AsciiString;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.HttpServerConnection;
import io.vertx.core.http.impl.VertxHttpRequestDecoder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the names of headers as they were sent, and refuses a header that is folded over several lines.
 *
 * <p>Vert.x before 5.1.10 and 5.2.1 knows its commonest headers by all of their bytes but one (CVE-2026-102479): it takes
 * {@code Content-Xength} for {@code Content-Length}, and a proxy does not, so that the two see different requests. A folded
 * header is joined by one and cut by another. Once such a Vert.x is used, only the second reason is left.
 */
public final class ExactRequestDecoder extends VertxHttpRequestDecoder {
    private static final String REPLACED = "httpDecoder";
    private static final byte LINE_FEED = '\n';

    private @Nullable ByteBuf arrived;
    private boolean inHeaders;
    private boolean folded;

    public ExactRequestDecoder(HttpServerOptions options) {
        super(options);
    }

    /** Takes the place of the connection's own decoder, before that has seen a byte. */
    static void install(HttpConnection connection, HttpServerOptions options) {
        ((HttpServerConnection) connection)
                .channelHandlerContext()
                .pipeline()
                .replace(REPLACED, REPLACED, new ExactRequestDecoder(options));
    }

    @Override
    protected AsciiString splitHeaderName(byte[] line, int start, int length) {
        return new AsciiString(line, start, length, true);
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
        arrived = in;
        if (inHeaders) {
            lookForFolds(in);
        }
        super.decode(ctx, in, out);
        arrived = null;
    }

    /** Called between the request line and the first header, both perhaps of one packet. */
    @Override
    protected HttpMessage createMessage(String[] requestLine) {
        inHeaders = true;
        folded = false;
        if (arrived != null) {
            lookForFolds(arrived);
        }
        return super.createMessage(requestLine);
    }

    /** Called when all headers have been read. */
    @Override
    protected boolean isContentAlwaysEmpty(HttpMessage message) {
        inHeaders = false;
        if (folded) {
            throw new IllegalArgumentException("a header is folded");
        }
        return super.isContentAlwaysEmpty(message);
    }

    /** What the decoder has consumed ends with a line, so that whatever is left begins with one. */
    private void lookForFolds(ByteBuf in) {
        int line = in.readerIndex();
        while (!folded && line < in.writerIndex() && !isEnd(in, line)) {
            byte first = in.getByte(line);
            folded = first == ' ' || first == '\t';
            int end = in.indexOf(line, in.writerIndex(), LINE_FEED);
            line = end < 0 ? in.writerIndex() : end + 1;
        }
    }

    private static boolean isEnd(ByteBuf in, int line) {
        byte first = in.getByte(line);
        return first == '\r' || first == LINE_FEED;
    }
}
