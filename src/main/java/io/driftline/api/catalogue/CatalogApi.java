package io.driftline.api.catalogue;

import io.driftline.api.ApiOperations;
import io.driftline.api.answer.Answers;
import io.driftline.api.answer.StaticFile;
import io.driftline.api.body.Requests;
import io.driftline.api.caller.Caller;
import io.driftline.api.caller.Callers;
import io.driftline.catalog.Catalog;
import io.driftline.catalog.EncodingEntry;
import io.driftline.catalog.LikeCount;
import io.driftline.catalog.ModelEntry;
import io.driftline.config.Config;
import io.driftline.config.Guests;
import io.driftline.identity.UserId;
import io.driftline.jobs.mysql.UserLimits;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What can be chosen: models, encodings, examples, and the limits of a submission. */
public final class CatalogApi implements ApiOperations {
    private static final int OK = 200;

    private final Catalog catalog;
    private final UserLimits users;
    private final JsonObject limits;
    private final StaticFile examples =
            StaticFile.of("examples.json", Examples.load().toBuffer().getBytes());

    public CatalogApi(Config config, Catalog catalog, UserLimits users) {
        this.catalog = catalog;
        this.users = users;
        limits = limits(config);
    }

    @Override
    public Map<String, Handler<RoutingContext>> operations() {
        return Map.of(
                "listModels", this::listModels,
                "openModel", this::openModel,
                "likeModel", this::likeModel,
                "unlikeModel", this::unlikeModel,
                "listEncodings", this::listEncodings,
                "listExamples", ctx -> examples.send(ctx.request(), OK),
                "listLimits", this::listLimits);
    }

    private void listModels(RoutingContext ctx) {
        Answers.packed(ctx, catalog.list(userOrNull(ctx)).map(CatalogApi::inShort));
    }

    private void openModel(RoutingContext ctx) {
        Answers.of(
                ctx,
                catalog.open(Requests.pathNumber(ctx, "modelId"), userOrNull(ctx))
                        .map(CatalogApi::model));
    }

    private void likeModel(RoutingContext ctx) {
        Answers.of(
                ctx,
                catalog.like(
                                Requests.pathNumber(ctx, "modelId"),
                                Callers.of(ctx).user().id())
                        .map(CatalogApi::like));
    }

    private void unlikeModel(RoutingContext ctx) {
        Answers.of(
                ctx,
                catalog.unlike(
                                Requests.pathNumber(ctx, "modelId"),
                                Callers.of(ctx).user().id())
                        .map(CatalogApi::like));
    }

    private void listEncodings(RoutingContext ctx) {
        Answers.packed(ctx, catalog.encodings().map(encodings -> items(encodings, CatalogApi::encoding)));
    }

    private static @Nullable UserId userOrNull(RoutingContext ctx) {
        return Callers.find(ctx).map(caller -> caller.user().id()).orElse(null);
    }

    private static <T> JsonObject items(List<T> all, Function<T, JsonObject> json) {
        var items = new JsonArray();
        all.forEach(each -> items.add(json.apply(each)));
        return new JsonObject().put("items", items);
    }

    private static JsonObject inShort(List<ModelEntry> models) {
        var strongest = ModelEntry.strongest(models, null);
        return items(models, model -> inShort(model)
                .put("default", strongest.filter(model::equals).isPresent()));
    }

    /** Without what calibration pictures are drawn from, which is half of it and read of opened models only. */
    private static JsonObject inShort(ModelEntry model) {
        var quality = new JsonArray();
        model.quality().stream().map(JsonObject.class::cast).forEach(measured -> {
            var figures = measured.copy();
            figures.remove("reliability");
            quality.add(figures);
        });
        return model(model).put("quality", quality);
    }

    private static JsonObject model(ModelEntry model) {
        var json = new JsonObject()
                .put("id", model.id())
                .put("name", model.name())
                .put("repository", model.repository())
                .put("info", model.info())
                .put("zh", chinese(model.chinese()))
                .put("likes", model.likes())
                .put("views", model.views())
                .put("liked", model.liked())
                .put("online", model.online())
                .put("version", model.version())
                .put("digest", model.digest())
                .put("subtypes", model.subtypes())
                .put("encodings", encodings(model))
                .put("encodingsBySubtype", encodingsBySubtype(model))
                .put("quality", model.quality());
        model.trainingYears().ifPresent(years -> json.put("trainingYears", years));
        model.citation().ifPresent(citation -> json.put("citation", citation));
        return json;
    }

    private static JsonArray encodings(ModelEntry model) {
        var encodings = new JsonArray();
        model.encodings()
                .forEach(each ->
                        encodings.add(new JsonObject().put("id", each.id()).put("name", each.name())));
        return encodings;
    }

    private static JsonObject encodingsBySubtype(ModelEntry model) {
        var trained = new JsonObject();
        model.encodingsBySubtype().forEach((subtype, encodings) -> trained.put(subtype, new JsonArray(encodings)));
        return trained;
    }

    private static JsonObject encoding(EncodingEntry encoding) {
        var json = new JsonObject()
                .put("id", encoding.id())
                .put("name", encoding.name())
                .put("info", encoding.info())
                .put("features", encoding.features())
                .put("zh", chinese(encoding.chinese()));
        encoding.citation().ifPresent(citation -> json.put("citation", citation));
        return json;
    }

    private static @Nullable JsonObject chinese(Optional<ModelEntry.Chinese> chinese) {
        return chinese.map(zh -> new JsonObject().put("name", zh.name()).put("info", zh.info()))
                .orElse(null);
    }

    private static JsonObject like(LikeCount count) {
        return new JsonObject().put("likes", count.likes()).put("liked", count.liked());
    }

    private void listLimits(RoutingContext ctx) {
        Answers.of(ctx, Callers.find(ctx).map(this::limitsOf).orElse(Future.succeededFuture(limits)));
    }

    /** With what an operator said of this caller otherwise. */
    private Future<JsonObject> limitsOf(Caller caller) {
        return users.read(caller.user().id()).map(own -> own.flatMap(UserLimits.Own::retentionDays)
                .map(days -> limits.copy().put("retentionDays", days))
                .orElse(limits));
    }

    private static JsonObject limits(Config config) {
        var limits = config.limits();
        return new JsonObject()
                .put("bodyBytes", limits.bodyBytes())
                .put("unpackedBytes", limits.unpackedBytes())
                .put("files", limits.records())
                .put("records", limits.records())
                .put("recordsRead", limits.recordsRead())
                .put("pairs", limits.pairs())
                .put("recordLetters", limits.recordLetters())
                .put("recordMinLetters", limits.recordMinLetters())
                .put("openJobsPerUser", limits.openJobsPerUser())
                .put("retentionDays", config.jobs().retention().toDays())
                .put(
                        "guests",
                        config.guestsAdmitted() ? ofGuests(config.accounts().guests()) : null);
    }

    private static JsonObject ofGuests(Guests guests) {
        return new JsonObject()
                .put("records", guests.records())
                .put("pairs", guests.pairs())
                .put("bodyBytes", guests.bodyBytes())
                .put("jobs", guests.jobs())
                .put("openJobs", guests.openJobs())
                .put("keptHours", guests.kept().toHours());
    }
}
