package io.driftline.api;

import io.driftline.config.Config;
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
    private static final String LIMIT = "driftline.body-limit";
    private static final int SMALL_BODY_BYTES = 16 * 1024;
    private static final long BODY_WITHIN_MILLIS = 60_000;

    private final OpenAPIContract contract;
    private final Handler<RoutingContext> smallBody = reader(SMALL_BODY_BYTES);
    private final Handler<RoutingContext> submission;
    private final int submissionBytes;
    private final MultipartReader upload;
    private final LargeBodies large = new LargeBodies();

    RequestGuard(OpenAPIContract contract, Config.Limits limits) {
        this.contract = contract;
        submissionBytes = limits.bodyBytes();
        submission = reader(submissionBytes);
        upload = new MultipartReader(limits.bodyBytes(), limits.unpackedBytes());
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
        } else if (isUpload(ctx)) {
            ctx.next();
        } else if (takesBody(ctx) && !isOf("application/json", headers.get(HttpHeaders.CONTENT_TYPE))) {
            ctx.fail(unsupported(
                    Contract.takesUpload(operation(ctx))
                            ? "Send application/json or " + Upload.TYPE + "."
                            : "Send application/json."));
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
        if (isUpload(ctx)) {
            readUpload(ctx);
        } else {
            ctx.put(LIMIT, isSubmission(ctx) ? submissionBytes : SMALL_BODY_BYTES);
            (isSubmission(ctx) ? submission : smallBody).handle(ctx);
        }
    }

    private void readUpload(RoutingContext ctx) {
        upload.read(ctx)
                .onSuccess(body -> {
                    Upload.put(ctx, body);
                    ctx.next();
                })
                .onFailure(failure -> {
                    if (!ctx.failed()) {
                        ctx.fail(failure);
                    }
                });
    }

    /** Has those wait that bring much, while others do. */
    void awaitTurn(RoutingContext ctx) {
        if (isSubmission(ctx) && takesBody(ctx)) {
            large.admit(ctx);
        } else {
            ctx.next();
        }
    }

    /** What a body that is over its limit is refused with. */
    static ServiceException tooLarge(int limit) {
        return ServiceException.of(
                ProblemType.TOO_LARGE,
                "At most " + limit
                        + " bytes are taken here; GET /api/v1/limits tells all limits. Send less, or files as .gz.");
    }

    /** The limit of the body that is being read. */
    static int limit(RoutingContext ctx) {
        return ctx.<Integer>get(LIMIT, SMALL_BODY_BYTES);
    }

    /** Fails with MALFORMED_REQUEST if a required body is empty, or as {@link StrictJson} says. */
    void checkJson(RoutingContext ctx) {
        if (takesBody(ctx) && !isUpload(ctx)) {
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

    private static boolean isSubmission(RoutingContext ctx) {
        return operation(ctx).getTags().contains("jobs");
    }

    private static boolean isUpload(RoutingContext ctx) {
        return Contract.takesUpload(operation(ctx))
                && isOf(Upload.TYPE, ctx.request().getHeader(HttpHeaders.CONTENT_TYPE));
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
