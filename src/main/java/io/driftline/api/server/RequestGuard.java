package io.driftline.api.server;

import io.driftline.api.body.BodyReader;
import io.driftline.api.body.BodyRoom;
import io.driftline.api.body.Requests;
import io.driftline.api.body.Upload;
import io.driftline.api.caller.Caller;
import io.driftline.api.caller.Callers;
import io.driftline.config.Config;
import io.driftline.problem.ProblemType;
import io.driftline.problem.ServiceException;
import io.driftline.words.Message;
import io.driftline.words.RequestWords;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import io.vertx.openapi.contract.OpenAPIContract;
import java.time.Duration;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Lets only requests through that the contract knows, with a body of the right kind and size that comes in time. */
public final class RequestGuard {
    private static final int SMALL_BODY_BYTES = 16 * 1024;
    private static final Duration BODY_WITHIN = Duration.ofSeconds(60);

    private final OpenAPIContract contract;
    private final BodyReader reader = new BodyReader(BODY_WITHIN);
    private final int submissionBytes;
    private final int guestBytes;
    private final BodyRoom large;

    RequestGuard(Vertx vertx, OpenAPIContract contract, Config config) {
        this.contract = contract;
        submissionBytes = config.limits().bodyBytes();
        guestBytes = Math.min(config.accounts().guests().bodyBytes(), submissionBytes);
        large = new BodyRoom(vertx, submissionBytes);
    }

    /** Finds the operation, or fails with 404 or 405. */
    void identify(RoutingContext ctx) {
        var path = ctx.request().path();
        var operation = contract.findOperation(path, ctx.request().method());
        if (operation != null) {
            Requests.identified(ctx, operation);
            ctx.next();
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
            ctx.fail(unsupported(RequestWords.NO_CONTENT_ENCODING.message()));
        } else if (isUpload(ctx)) {
            ctx.next();
        } else if (takesBody(ctx) && !isOf("application/json", headers.get(HttpHeaders.CONTENT_TYPE))) {
            ctx.fail(unsupported(
                    Contract.takesUpload(Requests.operation(ctx))
                            ? RequestWords.SEND_JSON_OR_FORM.message(Upload.TYPE)
                            : RequestWords.SEND_JSON.message()));
        } else if (takesArchive(ctx) && !isOf(Contract.ARCHIVE, headers.get(HttpHeaders.CONTENT_TYPE))) {
            ctx.fail(unsupported(RequestWords.SEND_ZIP.message(Contract.ARCHIVE)));
        } else {
            ctx.next();
        }
    }

    /** Reads the body, or fails with 413; whoever dawdles with 408. An archive stays with the request. */
    void readBody(RoutingContext ctx) {
        if (takesArchive(ctx)) {
            ctx.next();
        } else {
            reader.read(ctx, isSubmission(ctx) ? submissionBytes(ctx) : SMALL_BODY_BYTES);
        }
    }

    private int submissionBytes(RoutingContext ctx) {
        return isOfGuest(ctx) ? guestBytes : submissionBytes;
    }

    private static boolean isOfGuest(RoutingContext ctx) {
        return Callers.find(ctx).filter(Caller::isGuest).isPresent();
    }

    /** Has those wait that bring much, while others do; guests bring little, and take no room from others. */
    void awaitTurn(RoutingContext ctx) {
        if (isSubmission(ctx) && takesBody(ctx) && !isOfGuest(ctx)) {
            large.admit(ctx);
        } else {
            ctx.next();
        }
    }

    private static boolean takesBody(RoutingContext ctx) {
        return Requests.operation(ctx).getRequestBody() != null;
    }

    private static boolean isSubmission(RoutingContext ctx) {
        return Requests.operation(ctx).getTags().contains("jobs");
    }

    /** Whether the body is a form with files. */
    static boolean isUpload(RoutingContext ctx) {
        return Contract.takesUpload(Requests.operation(ctx))
                && isOf(Upload.TYPE, ctx.request().getHeader(HttpHeaders.CONTENT_TYPE));
    }

    private static boolean takesArchive(RoutingContext ctx) {
        return Contract.takesArchive(Requests.operation(ctx));
    }

    private static boolean isOf(String wanted, @Nullable String contentType) {
        if (contentType == null) {
            return false;
        }
        int parameters = contentType.indexOf(';');
        var type = parameters < 0 ? contentType : contentType.substring(0, parameters);
        return type.strip().equalsIgnoreCase(wanted);
    }

    private static ServiceException unsupported(Message said) {
        return ServiceException.of(ProblemType.UNSUPPORTED_MEDIA_TYPE, said);
    }
}
