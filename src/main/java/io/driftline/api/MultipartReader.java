package io.driftline.api;

import io.driftline.domain.ProblemType;
import io.driftline.domain.ServiceException;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerFileUpload;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a {@code multipart/form-data} body. It is held to the limit of any submission, so it never goes to disk: there
 * is nothing to clean up.
 */
final class MultipartReader {
    private static final int MAX_FILES = 100;

    private final int bodyLimit;
    private final int unpackedLimit;

    MultipartReader(int bodyLimit, int unpackedLimit) {
        this.bodyLimit = bodyLimit;
        this.unpackedLimit = unpackedLimit;
    }

    /** The JSON body that it stands for; fails like {@link Upload}, with 413 for too many bytes, or as malformed. */
    Future<JsonObject> read(RoutingContext ctx) {
        var request = ctx.request().setExpectMultipart(true);
        var files = new ArrayList<Part>();
        request.uploadHandler(file -> take(ctx, files, file));
        var received = new int[1];
        request.handler(bytes -> {
            received[0] += bytes.length();
            if (received[0] > bodyLimit && !ctx.failed()) {
                ctx.fail(RequestGuard.tooLarge(bodyLimit));
            }
        });
        return request.end()
                .recover(broken -> Future.failedFuture(ServiceException.of(
                        ProblemType.MALFORMED_REQUEST, "The multipart body broke off, or cannot be read.")))
                .compose(ended -> ctx.failed()
                        ? Future.failedFuture("refused before its end")
                        : ctx.vertx().executeBlocking(() -> json(request, files), false));
    }

    private static void take(RoutingContext ctx, List<Part> files, HttpServerFileUpload file) {
        var part = new Part(file.name(), Buffer.buffer());
        if (files.size() < MAX_FILES) {
            files.add(part);
        } else if (!ctx.failed()) {
            ctx.fail(ServiceException.of(
                    ProblemType.TOO_LARGE, "At most " + MAX_FILES + " files are taken in one submission."));
        }
        file.handler(bytes -> {
            if (!ctx.failed()) {
                part.content().appendBuffer(bytes);
            }
        });
    }

    private JsonObject json(HttpServerRequest request, List<Part> files) {
        var upload = new Upload(unpackedLimit);
        request.formAttributes().forEach((name, text) -> upload.add(name, Buffer.buffer(text)));
        files.forEach(file -> upload.add(file.name(), file.content()));
        return upload.json();
    }

    /** A file, and the field of the form that it belongs to. */
    private record Part(String name, Buffer content) {}
}
