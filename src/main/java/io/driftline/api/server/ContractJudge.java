package io.driftline.api.server;

import io.driftline.api.body.BodyReader;
import io.driftline.api.body.BodyShape;
import io.driftline.api.body.BodyWork;
import io.driftline.api.body.Requests;
import io.driftline.api.body.StrictJson;
import io.driftline.api.body.UnpairedSurrogates;
import io.driftline.api.body.Upload;
import io.driftline.problem.ProblemType;
import io.driftline.problem.ServiceException;
import io.driftline.words.RequestWords;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import io.vertx.json.schema.Validator;
import io.vertx.openapi.contract.Location;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.validation.impl.RequestParameterImpl;
import io.vertx.openapi.validation.impl.ValidatedRequestImpl;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Holds requests against the contract: their parameters at once, for the head of a request is small, and their bodies as
 * {@link BodyWork}. The library's own handler has the bodies of all requests wait in one row.
 */
final class ContractJudge {
    private static final String JSON = "application/json";

    private final OpenAPIContract contract;
    private final ContractInput parameters;
    private final BodyWork work;
    private final int unpackedBytes;
    private final Map<String, BodyShape> shapes = new HashMap<>();

    /**
     * @param document the contract as {@link Contract#parsed}
     * @param unpackedBytes that the parts of an upload may have together, once unpacked
     */
    ContractJudge(Vertx vertx, OpenAPIContract contract, JsonObject document, BodyWork work, int unpackedBytes) {
        this.contract = contract;
        this.work = work;
        this.unpackedBytes = unpackedBytes;
        parameters = new ContractInput(vertx, contract);
        contract.operations()
                .forEach(each -> shapes.put(each.getOperationId(), BodyShape.of(document, each.getOperationId())));
    }

    /** Goes on with what {@link Requests} then reads, or fails. */
    void judge(RoutingContext ctx) {
        var operation = Requests.operation(ctx);
        var judged = parameters.judge(ctx, operation);
        body(ctx, operation)
                .onSuccess(body -> {
                    ctx.put(
                            RouterBuilder.KEY_META_DATA_VALIDATED_REQUEST,
                            new ValidatedRequestImpl(
                                    judged.getOrDefault(Location.COOKIE, Map.of()),
                                    judged.getOrDefault(Location.HEADER, Map.of()),
                                    judged.getOrDefault(Location.PATH, Map.of()),
                                    judged.getOrDefault(Location.QUERY, Map.of()),
                                    new RequestParameterImpl(body)));
                    ctx.next();
                })
                .onFailure(ctx::fail);
    }

    private Future<JsonObject> body(RoutingContext ctx, Operation operation) {
        if (operation.getRequestBody() == null) {
            return Future.succeededFuture(new JsonObject());
        }
        var sent = BodyReader.take(ctx);
        var shape = Objects.requireNonNull(shapes.get(operation.getOperationId()));
        if (RequestGuard.isUpload(ctx)) {
            var type = ctx.request().getHeader(HttpHeaders.CONTENT_TYPE);
            return work.first(ctx, unpackedBytes, () -> {
                        var upload = Upload.read(type, sent, shape);
                        judged(operation, shape, upload.json());
                        return upload;
                    })
                    .map(upload -> {
                        upload.files().keep(ctx);
                        return upload.json();
                    });
        }
        return work.first(ctx, sent.length(), () -> judged(operation, shape, parsed(sent, shape)));
    }

    private static Object parsed(Buffer sent, BodyShape shape) {
        if (sent.length() == 0) {
            throw ServiceException.of(ProblemType.MALFORMED_REQUEST, RequestWords.BODY_EMPTY.message());
        }
        StrictJson.check(sent, shape);
        var value = Json.decodeValue(sent);
        UnpairedSurrogates.require(value);
        return value;
    }

    private JsonObject judged(Operation operation, BodyShape shape, Object body) {
        var seen = body instanceof JsonObject object ? shape.sample(object) : body;
        var found = validator(operation).validate(seen);
        if (!found.getValid()) {
            throw SchemaFaults.explain(found);
        }
        return (JsonObject) body;
    }

    private Validator validator(Operation operation) {
        var form = operation.getRequestBody().determineContentType(JSON);
        return contract.getSchemaRepository().validator(form.getSchema());
    }
}
