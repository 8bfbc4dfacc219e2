package io.driftline.api.operator;

import io.driftline.api.ApiOperations;
import io.driftline.api.answer.Answers;
import io.driftline.api.answer.SecurityTrail;
import io.driftline.api.body.Requests;
import io.driftline.api.body.UserIds;
import io.driftline.api.caller.Callers;
import io.driftline.jobs.mysql.UserLimits;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Optional;

/** What one user may have, other than all. */
public final class UserLimitsApi implements ApiOperations {
    private static final String PAIRS = "pairsPerDay";
    private static final String BYTES = "storedBytes";
    private static final String DAYS = "retentionDays";

    private final UserLimits limits;

    public UserLimitsApi(UserLimits limits) {
        this.limits = limits;
    }

    @Override
    public Map<String, Handler<RoutingContext>> operations() {
        return Map.of("readUserLimits", this::read, "changeUserLimits", this::change);
    }

    private void read(RoutingContext ctx) {
        Callers.requireOperator(ctx);
        Answers.of(ctx, limits.read(UserIds.inPath(ctx)).compose(UserLimitsApi::found));
    }

    private void change(RoutingContext ctx) {
        Callers.requireOperator(ctx);
        var wanted = new UserLimits.Own(number(ctx, PAIRS), number(ctx, BYTES), number(ctx, DAYS));
        SecurityTrail.note(ctx, PAIRS, said(wanted.pairsPerDay()));
        SecurityTrail.note(ctx, BYTES, said(wanted.storedBytes()));
        SecurityTrail.note(ctx, DAYS, said(wanted.retentionDays()));
        Answers.of(ctx, limits.change(UserIds.inPath(ctx), wanted).compose(UserLimitsApi::found));
    }

    private static String said(Optional<Long> amount) {
        return amount.map(String::valueOf).orElse("default");
    }

    private static Optional<Long> number(RoutingContext ctx, String field) {
        return Requests.body(ctx).containsKey(field) ? Optional.of(Requests.bodyNumber(ctx, field)) : Optional.empty();
    }

    private static Future<JsonObject> found(Optional<UserLimits.Own> own) {
        return own.map(each -> Future.succeededFuture(json(each)))
                .orElseGet(() -> Future.failedFuture(UserIds.unknown()));
    }

    private static JsonObject json(UserLimits.Own own) {
        var json = new JsonObject();
        own.pairsPerDay().ifPresent(pairs -> json.put(PAIRS, pairs));
        own.storedBytes().ifPresent(bytes -> json.put(BYTES, bytes));
        own.retentionDays().ifPresent(days -> json.put(DAYS, days));
        return json;
    }
}
