package io.driftline.api.catalogue;

import io.driftline.api.ApiOperations;
import io.driftline.api.answer.Answers;
import io.driftline.catalog.Panel;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;

/** The strains that {@code references: "panel"} means. */
public final class PanelApi implements ApiOperations {
    private static final int OK = 200;

    private final JsonObject panel;

    public PanelApi(Panel panel) {
        var items = new JsonArray();
        panel.references().forEach(reference -> items.add(item(reference)));
        var missing = new JsonArray();
        panel.missing().forEach(strain -> missing.add(missing(strain)));
        this.panel = new JsonObject().put("items", items).put("missing", missing);
    }

    @Override
    public Map<String, Handler<RoutingContext>> operations() {
        return Map.of("listPanel", ctx -> Answers.json(ctx, OK, panel));
    }

    private static JsonObject missing(Panel.Missing strain) {
        return new JsonObject()
                .put("name", strain.name())
                .put("passage", strain.passage())
                .put("subtype", strain.subtype())
                .put("selected", strain.selected());
    }

    private static JsonObject item(Panel.Reference reference) {
        return new JsonObject()
                .put("name", reference.name())
                .put("subtype", reference.subtype().orElse(null))
                .put("source", reference.source().orElse(null))
                .put("origin", reference.source().isPresent() ? "shipped" : "operator");
    }
}
