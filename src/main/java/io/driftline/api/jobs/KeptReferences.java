package io.driftline.api.jobs;

import io.driftline.api.caller.Caller;
import io.driftline.api.caller.Callers;
import io.driftline.catalog.NamedPanels;
import io.driftline.problem.ProblemType;
import io.driftline.problem.ServiceException;
import io.driftline.words.JobWords;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.Optional;

/** References {@code "panel:NAME"}: a body that has them is read as if it had the strains of that panel. */
final class KeptReferences {
    private static final String REFERENCES = "references";
    private static final String PREFIX = "panel:";

    private final NamedPanels panels;

    KeptReferences(NamedPanels panels) {
        this.panels = panels;
    }

    /** The body with the strains in place of the name; fails with UNKNOWN_PANEL where the name means none to the caller. */
    Future<JsonObject> into(RoutingContext ctx, JsonObject body) {
        if (!(body.getValue(REFERENCES) instanceof String said) || !said.startsWith(PREFIX)) {
            return Future.succeededFuture(body);
        }
        var name = said.substring(PREFIX.length()).strip();
        return find(Callers.find(ctx), name).map(found -> {
            var fasta = found.orElseThrow(() -> ServiceException.ofField(
                    ProblemType.UNKNOWN_PANEL, "/" + REFERENCES, JobWords.PANEL_UNKNOWN.message()));
            return new JsonObject(new LinkedHashMap<>(body.getMap())).put(REFERENCES, fasta);
        });
    }

    private Future<Optional<String>> find(Optional<Caller> caller, String name) {
        return caller.map(each -> panels.named(each.user().id(), name))
                .orElseGet(() -> Future.succeededFuture(Optional.empty()));
    }
}
