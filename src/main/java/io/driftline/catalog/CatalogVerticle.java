package io.driftline.catalog;

import io.driftline.contract.Addresses;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonObject;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the catalogue in step with what the workers serve. */
public final class CatalogVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(CatalogVerticle.class);

    private final Catalog catalog;
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

    /** One at a time, in the order they came; a failed one is told again with the worker's next word. */
    private void importNext(JsonObject models) {
        imported = imported.transform(before -> catalog.importFrom(models))
                .onFailure(failure -> LOG.error("models not imported", failure));
    }
}
