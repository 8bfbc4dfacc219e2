package io.driftline.catalog;

import io.driftline.bus.Addresses;
import io.driftline.problem.ServiceException;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the catalogue in step with what the workers serve. */
public final class CatalogVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(CatalogVerticle.class);
    private static final Duration RETRY = Duration.ofSeconds(2);

    private final Catalog catalog;
    private final Map<String, JsonObject> latest = new HashMap<>();
    private Future<Void> imported = Future.succeededFuture();

    public CatalogVerticle(Catalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public Future<?> start() {
        return Addresses.WORKER_MODELS
                .consume(vertx.eventBus(), message -> importNext(message.models()))
                .completion();
    }

    private void importNext(JsonObject models) {
        latest.put(models.getJsonObject("worker").getString("id"), models);
        tryImport(models);
    }

    /** One at a time, in the order they came; one that fails is tried again unless the worker has said something else. */
    private void tryImport(JsonObject models) {
        imported = imported.transform(before -> catalog.importFrom(models)).onFailure(failure -> {
            LOG.atError()
                    .setCause(failure instanceof ServiceException ? null : failure)
                    .log("models not imported, tried again in {} s: {}", RETRY.toSeconds(), failure.getMessage());
            vertx.setTimer(RETRY.toMillis(), timer -> {
                if (latest.containsValue(models)) {
                    tryImport(models);
                }
            });
        });
    }
}
