package io.driftline.catalog;

import io.driftline.identity.UserId;
import io.driftline.job.ModelRef;
import io.driftline.problem.NotReadyException;
import io.driftline.problem.ProblemType;
import io.driftline.problem.ServiceException;
import io.driftline.words.Message;
import io.driftline.words.ServiceWords;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The models that can be chosen, what people think of them, and the encodings. */
public final class Catalog {
    private final MySqlCatalog store;
    private final MySqlCatalogImport imports;
    private final Clock clock;
    private volatile boolean loaded;

    public Catalog(MySqlCatalog store, MySqlCatalogImport imports, Clock clock) {
        this.store = store;
        this.imports = imports;
        this.clock = clock;
    }

    /** All models that have an active version, those that are served first; {@code liked} as this user sees it. */
    public Future<List<ModelEntry>> list(@Nullable UserId user) {
        return store.list(user);
    }

    /** One model, with one view more; fails with MODEL_NOT_FOUND. */
    public Future<ModelEntry> open(long id, @Nullable UserId user) {
        return store.countView(id, clock.instant())
                .compose(counted -> store.find(id, user))
                .map(found -> found.orElseThrow(Catalog::noModel));
    }

    /** Likes count once per user; fails with MODEL_NOT_FOUND. */
    public Future<LikeCount> like(long id, UserId user) {
        return store.like(id, user, clock.instant()).map(found -> found.orElseThrow(Catalog::noModel));
    }

    /** Takes back every like of a user, whose account goes. */
    public Future<Void> withdrawLikes(UserId user) {
        return store.withdrawLikes(user, clock.instant());
    }

    /** Takes a like back, if there is one; fails with MODEL_NOT_FOUND. */
    public Future<LikeCount> unlike(long id, UserId user) {
        return store.unlike(id, user, clock.instant()).map(found -> found.orElseThrow(Catalog::noModel));
    }

    /**
     * Likes and views of every model: as they stand, and by day of the last {@code days}, today included. Days are UTC;
     * one without either is left out.
     */
    public Future<List<ModelUse>> use(int days) {
        return store.use(ModelDays.of(clock.instant()).minusDays(days - 1L));
    }

    public Future<List<EncodingEntry>> encodings() {
        return store.encodings();
    }

    /**
     * The model and encoding for a job, as the active version; as the newest one before it where that alone offers the encoding,
     * so that what a script asks for does not depend on what has become active since. Whoever names no model gets the strongest,
     * whoever names no encoding the model's first. Fails with UNKNOWN_MODEL, also when no worker serves it, UNKNOWN_ENCODING or
     * ENCODING_NOT_OFFERED.
     */
    public Future<ModelRef> require(@Nullable Long modelId, @Nullable String encodingId) {
        return modelId == null || encodingId == null
                ? lookCloser(modelId, encodingId)
                : store.choice(modelId, encodingId).compose(found -> found.map(Future::succeededFuture)
                        .orElseGet(() -> lookCloser(modelId, encodingId)));
    }

    private Future<ModelRef> lookCloser(@Nullable Long modelId, @Nullable String encodingId) {
        return (modelId == null ? strongest(encodingId) : store.find(modelId, null))
                .map(found -> found.filter(ModelEntry::online)
                        .orElseThrow(() -> absent(ProblemType.UNKNOWN_MODEL, ServiceWords.MODELS_TO_CHOOSE.message())))
                .compose(model -> choose(model, encodingId == null ? model.defaultEncoding() : encodingId));
    }

    /** With an encoding that no active version offers, the strongest of all: it says what there is, or an earlier one has it. */
    private Future<Optional<ModelEntry>> strongest(@Nullable String encoding) {
        return store.list(null)
                .map(models -> ModelEntry.strongest(models, encoding).or(() -> ModelEntry.strongest(models, null)));
    }

    /** Takes over what one worker says that it serves: the answer of its {@code GET /models}. */
    public Future<Void> importFrom(JsonObject workerModels) {
        return imports.importFrom(workerModels, clock.instant()).onSuccess(done -> loaded = true);
    }

    /** Fails until this gateway has taken over what a worker serves. From then on it holds, for models stay known. */
    public Future<Void> probe() {
        return loaded
                ? Future.succeededFuture()
                : Future.failedFuture(new NotReadyException("what the workers serve is not in the catalogue yet"));
    }

    /** What is not there now may be so in a moment, as long as no worker's models have been taken over. */
    private ServiceException absent(ProblemType type, Message said) {
        return loaded
                ? ServiceException.of(type, said)
                : ServiceException.retryLater(
                        ProblemType.UNAVAILABLE, ServiceWords.MODELS_NOT_LOADED.message(), Duration.ofSeconds(2));
    }

    private Future<ModelRef> choose(ModelEntry model, String encodingId) {
        var offered = offered(model, encodingId);
        return offered.isPresent()
                ? Future.succeededFuture(offered.get())
                : store.findEarlier(model.id(), encodingId)
                        .compose(found -> found.flatMap(earlier -> offered(earlier, encodingId))
                                .map(Future::succeededFuture)
                                .orElseGet(() -> refuse(model, encodingId)));
    }

    private static Optional<ModelRef> offered(ModelEntry model, String encodingId) {
        return model.encodings().stream()
                .filter(encoding -> encoding.id().equals(encodingId))
                .findFirst()
                .map(encoding -> new ModelRef(model.id(), model.repository(), model.version(), encoding.id()));
    }

    private Future<ModelRef> refuse(ModelEntry model, String encodingId) {
        return store.encodings().map(known -> {
            if (known.stream().noneMatch(encoding -> encoding.id().equals(encodingId))) {
                throw ServiceException.of(ProblemType.UNKNOWN_ENCODING, ServiceWords.ENCODINGS_TO_CHOOSE.message());
            }
            var offered =
                    model.encodings().stream().map(ModelEntry.EncodingName::id).toList();
            throw ServiceException.of(
                    ProblemType.ENCODING_NOT_OFFERED, ServiceWords.CHOOSE_ONE.message(String.join(", ", offered)));
        });
    }

    private static ServiceException noModel() {
        return ServiceException.of(ProblemType.MODEL_NOT_FOUND, ServiceWords.MODELS_LISTED.message());
    }
}
