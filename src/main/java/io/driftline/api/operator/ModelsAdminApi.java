package io.driftline.api.operator;

import io.driftline.api.ApiOperations;
import io.driftline.api.answer.Answers;
import io.driftline.api.answer.SecurityTrail;
import io.driftline.api.body.Requests;
import io.driftline.api.caller.Callers;
import io.driftline.deployment.AuditEntry;
import io.driftline.deployment.DeployedVersion;
import io.driftline.deployment.Deployments;
import io.driftline.problem.ProblemType;
import io.driftline.problem.ServiceException;
import io.driftline.words.RequestWords;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;

/** What operators do with model versions. */
public final class ModelsAdminApi implements ApiOperations {
    /** As much as a worker takes. */
    private static final long MAX_ARCHIVE_BYTES = 64L * 1024 * 1024;

    private static final int CREATED = 201;

    private final Deployments deployments;

    public ModelsAdminApi(Deployments deployments) {
        this.deployments = deployments;
    }

    @Override
    public Map<String, Handler<RoutingContext>> operations() {
        return Map.of(
                "listModelVersions", this::list,
                "addModelVersion", this::add,
                "activateModelVersion", this::activate,
                "retireModelVersion", this::retire,
                "rollBackModel", this::rollBack);
    }

    private void list(RoutingContext ctx) {
        Callers.requireOperator(ctx);
        Answers.of(ctx, deployments.list().compose(versions -> deployments
                .history()
                .map(history -> new JsonObject().put("items", models(versions)).put("history", history(history)))));
    }

    /** The body goes on to a worker as it comes in. */
    private void add(RoutingContext ctx) {
        var user = Callers.requireOperator(ctx);
        Answers.of(
                ctx,
                CREATED,
                deployments
                        .add(user.id(), ctx.request(), length(ctx))
                        .onSuccess(added -> note(ctx, added))
                        .map(ModelsAdminApi::version));
    }

    private static void note(RoutingContext ctx, DeployedVersion added) {
        SecurityTrail.note(ctx, "name", added.name().name());
        SecurityTrail.note(ctx, "version", added.name().version());
    }

    private void activate(RoutingContext ctx) {
        var user = Callers.requireOperator(ctx);
        answer(ctx, deployments.activate(user.id(), Requests.path(ctx, "name"), Requests.path(ctx, "version")));
    }

    private void retire(RoutingContext ctx) {
        var user = Callers.requireOperator(ctx);
        answer(ctx, deployments.retire(user.id(), Requests.path(ctx, "name"), Requests.path(ctx, "version")));
    }

    private void rollBack(RoutingContext ctx) {
        var user = Callers.requireOperator(ctx);
        answer(ctx, deployments.rollBack(user.id(), Requests.path(ctx, "name")));
    }

    private static void answer(RoutingContext ctx, Future<DeployedVersion> version) {
        Answers.of(ctx, version.map(ModelsAdminApi::version));
    }

    /** Told beforehand, so that what is too large is refused before it is sent on. */
    private static long length(RoutingContext ctx) {
        var header = ctx.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        if (header == null || !header.matches("[0-9]{1,18}")) {
            throw ServiceException.of(ProblemType.MALFORMED_REQUEST, RequestWords.ARCHIVE_LENGTH.message());
        }
        long bytes = Long.parseLong(header);
        if (bytes > MAX_ARCHIVE_BYTES) {
            throw ServiceException.of(
                    ProblemType.TOO_LARGE, RequestWords.ARCHIVE_LARGE.message(MAX_ARCHIVE_BYTES >> 20));
        }
        return bytes;
    }

    private static JsonArray models(List<DeployedVersion> versions) {
        var models = new JsonArray();
        JsonObject model = new JsonObject();
        for (var each : versions) {
            if (!each.name().name().equals(model.getString("name"))) {
                model = new JsonObject()
                        .put("name", each.name().name())
                        .put("title", each.title())
                        .put("operatorDecides", each.operatorDecides())
                        .put("versions", new JsonArray());
                models.add(model);
            }
            model.getJsonArray("versions").add(version(each));
        }
        return models;
    }

    private static JsonObject version(DeployedVersion version) {
        return new JsonObject()
                .put("name", version.name().name())
                .put("version", version.name().version())
                .put("digest", version.name().digest())
                .put("state", version.state().name())
                .put("since", version.since().toString())
                .put("added", version.added().toString())
                .put("workers", version.workers())
                .put("openJobs", version.openJobs());
    }

    private static JsonArray history(List<AuditEntry> entries) {
        var history = new JsonArray();
        for (var entry : entries) {
            var json = new JsonObject()
                    .put("at", entry.at().toString())
                    .put("action", entry.action().name());
            entry.user().ifPresent(user -> json.put("user", user));
            entry.by().ifPresent(by -> json.put("by", by));
            entry.name().ifPresent(name -> json.put("name", name));
            entry.version().ifPresent(version -> json.put("version", version));
            entry.digest().ifPresent(digest -> json.put("digest", digest));
            entry.reason().ifPresent(reason -> json.put("reason", reason));
            history.add(json);
        }
        return history;
    }
}
