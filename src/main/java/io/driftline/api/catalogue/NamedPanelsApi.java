package io.driftline.api.catalogue;

import io.driftline.api.ApiOperations;
import io.driftline.api.answer.Answers;
import io.driftline.api.body.BodyWork;
import io.driftline.api.body.Requests;
import io.driftline.api.caller.Callers;
import io.driftline.catalog.NamedPanel;
import io.driftline.catalog.NamedPanels;
import io.driftline.config.Limits;
import io.driftline.identity.Ids;
import io.driftline.input.formats.FastaReader;
import io.driftline.problem.ProblemType;
import io.driftline.problem.ServiceException;
import io.driftline.sequences.SequenceRecord;
import io.driftline.words.JobWords;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Panels under names: what a user keeps, and what operators keep for everybody. */
public final class NamedPanelsApi implements ApiOperations {
    /** Strains of one panel. */
    static final int MOST_STRAINS = 500;

    private static final int CREATED = 201;

    private final NamedPanels panels;
    private final FastaReader reader;

    public NamedPanelsApi(NamedPanels panels, Limits limits) {
        this.panels = panels;
        reader = new FastaReader(limits.recordMinLetters(), limits.recordLetters(), limits.recordsRead());
    }

    @Override
    public Map<String, Handler<RoutingContext>> operations() {
        return Map.of(
                "listPanels", this::list,
                "readPanel", this::read,
                "keepPanel", this::keep,
                "deletePanel", this::delete,
                "keepPanelForAll", this::keepForAll,
                "deletePanelForAll", this::deleteForAll);
    }

    private void list(RoutingContext ctx) {
        Answers.of(ctx, panels.list(Callers.of(ctx).user().id()).map(known -> {
            var items = new JsonArray();
            known.forEach(panel -> items.add(json(panel)));
            return new JsonObject().put("items", items);
        }));
    }

    private void read(RoutingContext ctx) {
        Answers.of(ctx, panels.find(Callers.of(ctx).user().id(), id(ctx)).map(kept -> json(kept.panel())
                .put("sequences", kept.fasta())));
    }

    private void keep(RoutingContext ctx) {
        var owner = Callers.of(ctx).user().id();
        var name = name(ctx);
        Answers.of(
                ctx,
                CREATED,
                strains(ctx)
                        .compose(strains -> panels.keep(owner, name, strains.size(), fasta(strains)))
                        .map(NamedPanelsApi::json));
    }

    private void keepForAll(RoutingContext ctx) {
        Callers.requireOperator(ctx);
        var name = name(ctx);
        Answers.of(
                ctx,
                CREATED,
                strains(ctx)
                        .compose(strains -> panels.keepForAll(name, strains.size(), fasta(strains)))
                        .map(NamedPanelsApi::json));
    }

    private void delete(RoutingContext ctx) {
        Answers.empty(ctx, panels.delete(Callers.of(ctx).user().id(), id(ctx)));
    }

    private void deleteForAll(RoutingContext ctx) {
        Callers.requireOperator(ctx);
        Answers.empty(ctx, panels.deleteForAll(id(ctx)));
    }

    /** One of another form is no panel of anybody. */
    private static String id(RoutingContext ctx) {
        var id = Requests.path(ctx, "panelId");
        if (!Ids.isId(id)) {
            throw ServiceException.of(ProblemType.PANEL_NOT_FOUND, JobWords.PANEL_NOT_FOUND.message());
        }
        return id;
    }

    private static String name(RoutingContext ctx) {
        var name = Requests.body(ctx).getString("name").strip();
        if (name.isEmpty()) {
            throw ServiceException.ofField(ProblemType.INVALID_FIELD, "/name", JobWords.PANEL_NAME_EMPTY.message());
        }
        return name;
    }

    /** Each usable; fails with their faults otherwise. */
    private Future<List<SequenceRecord>> strains(RoutingContext ctx) {
        var text = Requests.body(ctx).getString("sequences");
        return BodyWork.last(ctx, () -> {
            var records = reader.read(text, 1);
            if (records.size() > MOST_STRAINS) {
                throw ServiceException.ofField(
                        ProblemType.FASTA_RECORD_COUNT,
                        "/sequences",
                        JobWords.PANEL_STRAINS.message(records.size(), MOST_STRAINS));
            }
            return records;
        });
    }

    private static String fasta(List<SequenceRecord> strains) {
        return strains.stream()
                .map(each -> ">" + each.name() + "\n" + each.letters() + "\n")
                .collect(Collectors.joining());
    }

    private static JsonObject json(NamedPanel panel) {
        return new JsonObject()
                .put("id", panel.id())
                .put("name", panel.name())
                .put("shared", panel.shared())
                .put("strains", panel.strains())
                .put("createdAt", panel.createdAt());
    }
}
