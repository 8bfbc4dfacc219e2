package io.driftline.api;

import io.driftline.domain.ProblemType;
import io.driftline.domain.ServiceException;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Lets only requests through that the contract knows, with a body of the right kind and size that comes in time. */
final class RequestGuard {
    private static final String KEY = "driftline.operation";
    private static final int SMALL_BODY_BYTES = 16 * 1024;
    private static final long BODY_WITHIN_MILLIS = 60_000;

    private final OpenAPIContract contract;
    private final Handler<RoutingContext> smallBody = reader(SMALL_BODY_BYTES);
    private final Handler<RoutingContext> submission;

    RequestGuard(OpenAPIContract contract, int submissionBytes) {
        this.contract = contract;
        submission = reader(submissionBytes);
    }

    private static BodyHandler reader(long limit) {
        return BodyHandler.create(false).setBodyLimit(limit);
    }

    /** The operation that this request asks for. */
    static Operation operation(RoutingContext ctx) {
        return Objects.requireNonNull(ctx.<Operation>get(KEY), KEY);
    }

    /** Finds the operation, or fails with 404 or 405. */
    void identify(RoutingContext ctx) {
        var path = ctx.request().path();
        var operation = contract.findOperation(path, ctx.request().method());
        if (operation != null) {
            ctx.put(KEY, operation).next();
            return;
        }
        var known = contract.findPath(path);
        if (known == null) {
            ctx.fail(404);
            return;
        }
        var allowed = known.getOperations().stream()
                .map(each -> each.getHttpMethod().name())
                .sorted()
                .collect(Collectors.joining(", "));
        ctx.response().putHeader(HttpHeaders.ALLOW, allowed);
        ctx.fail(405);
    }

    /** Refuses bodies of a kind that is not documented, before a byte of them is read. */
    void checkKind(RoutingContext ctx) {
        var headers = ctx.request().headers();
        if (headers.contains(HttpHeaders.CONTENT_ENCODING)) {
            ctx.fail(unsupported("Send the body without a Content-Encoding."));
        } else if (takesBody(ctx) && !isOf("application/json", headers.get(HttpHeaders.CONTENT_TYPE))) {
            ctx.fail(unsupported("Send application/json."));
        } else if (takesArchive(ctx) && !isOf(Contract.ARCHIVE, headers.get(HttpHeaders.CONTENT_TYPE))) {
            ctx.fail(unsupported("Send a zip archive as " + Contract.ARCHIVE + "."));
        } else {
            ctx.next();
        }
    }

    /** Reads the body, or fails with 413; whoever dawdles is cut off. An archive stays with the request. */
    void readBody(RoutingContext ctx) {
        if (takesArchive(ctx)) {
            ctx.next();
            return;
        }
        var request = ctx.request();
        long timer = ctx.vertx()
                .setTimer(BODY_WITHIN_MILLIS, late -> request.connection().close());
        request.end().onComplete(read -> ctx.vertx().cancelTimer(timer));
        (operation(ctx).getTags().contains("jobs") ? submission : smallBody).handle(ctx);
    }

    /** Fails with MALFORMED_REQUEST if a required body is empty, or as {@link StrictJson} says. */
    void checkJson(RoutingContext ctx) {
        if (takesBody(ctx)) {
            var body = ctx.body().buffer();
            if (body == null || body.length() == 0) {
                throw ServiceException.of(
                        ProblemType.MALFORMED_REQUEST, "The body is empty; send a JSON object, such as {\"name\": …}.");
            }
            StrictJson.check(body);
        }
        ctx.next();
    }

    private static boolean takesBody(RoutingContext ctx) {
        return operation(ctx).getRequestBody() != null;
    }

    private static boolean takesArchive(RoutingContext ctx) {
        return Contract.takesArchive(operation(ctx));
    }

    private static boolean isOf(String wanted, @Nullable String contentType) {
        if (contentType == null) {
            return false;
        }
        int parameters = contentType.indexOf(';');
        var type = parameters < 0 ? contentType : contentType.substring(0, parameters);
        return type.strip().equalsIgnoreCase(wanted);
    }

    private static ServiceException unsupported(String detail) {
        return ServiceException.of(ProblemType.UNSUPPORTED_MEDIA_TYPE, detail);
    }
}
