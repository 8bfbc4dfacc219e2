package io.driftline.api.operator;

import io.driftline.api.ApiOperations;
import io.driftline.api.answer.Answers;
import io.driftline.api.answer.StreamedAnswer;
import io.driftline.api.body.Requests;
import io.driftline.api.caller.Callers;
import io.driftline.audit.AuditTrail;
import io.driftline.problem.ProblemType;
import io.driftline.problem.ServiceException;
import io.driftline.words.RequestWords;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who did what and when: read page by page, or taken away as a whole. */
public final class AuditApi implements ApiOperations {
    private static final int PAGE = 50;
    private static final int FIRST_YEAR = 1970;
    private static final int LAST_YEAR = 9998;

    private final AuditTrail trail;

    public AuditApi(AuditTrail trail) {
        this.trail = trail;
    }

    @Override
    public Map<String, Handler<RoutingContext>> operations() {
        return Map.of(
                "listAudit", this::list,
                "exportAuditCsv", ctx -> export(ctx, AuditLines.Form.CSV),
                "exportAuditLines", ctx -> export(ctx, AuditLines.Form.JSON_LINES));
    }

    private void list(RoutingContext ctx) {
        Callers.requireOperator(ctx);
        int limit = Requests.queryNumber(ctx, "limit", PAGE);
        Answers.of(ctx, trail.read(filter(ctx), limit).map(lines -> page(lines, limit)));
    }

    private static JsonObject page(List<JsonObject> lines, int limit) {
        return new JsonObject()
                .put("items", new JsonArray(lines))
                .put("next", lines.size() < limit ? null : lines.get(limit - 1).getLong("id"));
    }

    private void export(RoutingContext ctx, AuditLines.Form form) {
        Callers.requireOperator(ctx);
        ctx.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, form.mediaType())
                .putHeader("Content-Disposition", "attachment; filename=\"driftline-audit." + form.extension() + "\"");
        StreamedAnswer.send(ctx, new AuditLines(trail, filter(ctx), form));
    }

    private static AuditTrail.Filter filter(RoutingContext ctx) {
        var before = Requests.queryNumber(ctx, "before");
        return new AuditTrail.Filter(
                before.isPresent() ? Optional.of(before.getAsLong()) : Optional.empty(),
                Requests.query(ctx, "event"),
                Requests.query(ctx, "outcome"),
                Requests.query(ctx, "user"),
                Requests.query(ctx, "source"),
                time(ctx, "since"),
                time(ctx, "until"));
    }

    /** In years that the database knows; the contract lets leap seconds pass, which no clock here has. */
    private static Optional<Instant> time(RoutingContext ctx, String name) {
        var field = "/" + name;
        return Requests.query(ctx, name).map(text -> {
            try {
                var time = OffsetDateTime.parse(text);
                if (time.getYear() >= FIRST_YEAR && time.getYear() <= LAST_YEAR) {
                    return time.toInstant();
                }
            } catch (DateTimeParseException noTime) {
                throw refusal(field);
            }
            throw refusal(field);
        });
    }

    private static ServiceException refusal(String field) {
        return ServiceException.ofField(ProblemType.INVALID_FIELD, field, RequestWords.FIELD_FORM.message(field));
    }
}
