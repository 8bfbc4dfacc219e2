package io.driftline.api.body;

import io.driftline.problem.ProblemType;
import io.driftline.problem.ServiceException;
import io.driftline.words.RequestWords;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Objects;

/** Reads a body into memory as it comes, up to its limit and in the time that it may take. */
public final class BodyReader {
    private static final String KEY = "driftline.body";
    private static final int FIRST_BYTES = 512;

    private final Duration patience;

    public BodyReader(Duration patience) {
        this.patience = patience;
    }

    /** What was read; whoever takes it alone keeps it. */
    public static Buffer take(RoutingContext ctx) {
        return Objects.requireNonNull(ctx.<Buffer>remove(KEY), KEY);
    }

    /** Goes on with the whole body; fails with TOO_LARGE, TOO_SLOW, or MALFORMED_REQUEST if it breaks off. */
    public void read(RoutingContext ctx, int limit) {
        var request = ctx.request();
        long declared = declared(request);
        if (declared > limit) {
            throw tooLarge(limit);
        }
        // Room for all at once, which was set aside for it: growing would copy what is there again and again.
        var body = Buffer.buffer((int) Math.max(declared, FIRST_BYTES));
        long timer = ctx.vertx().setTimer(patience.toMillis(), late -> fail(ctx, tooSlow()));
        request.handler(bytes -> {
            if (body.length() + bytes.length() > limit) {
                fail(ctx, tooLarge(limit));
            } else if (!ctx.failed()) {
                body.appendBuffer(bytes);
            }
        });
        request.exceptionHandler(broken -> {
            ctx.vertx().cancelTimer(timer);
            fail(ctx, ServiceException.of(ProblemType.MALFORMED_REQUEST, RequestWords.BODY_BROKE_OFF.message()));
        });
        request.endHandler(ended -> {
            ctx.vertx().cancelTimer(timer);
            if (!ctx.failed()) {
                ctx.put(KEY, body).next();
            }
        });
        ctx.addEndHandler(answered -> ctx.vertx().cancelTimer(timer));
    }

    private static void fail(RoutingContext ctx, ServiceException refusal) {
        if (!ctx.failed() && !ctx.response().ended()) {
            ctx.fail(refusal);
        }
    }

    /** What a request says of its length; of one in chunks that is nothing. */
    private static long declared(HttpServerRequest request) {
        var length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length == null) {
            return 0;
        }
        return length.length() > 9 ? Long.MAX_VALUE : Long.parseLong(length);
    }

    private static ServiceException tooLarge(int limit) {
        return ServiceException.of(ProblemType.TOO_LARGE, RequestWords.BODY_TOO_LARGE.message(limit));
    }

    /** What a body is refused with that does not come on. */
    static ServiceException tooSlow() {
        return ServiceException.of(ProblemType.TOO_SLOW, RequestWords.BODY_TOO_SLOW.message());
    }
}
