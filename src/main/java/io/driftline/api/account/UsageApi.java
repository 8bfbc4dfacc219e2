package io.driftline.api.account;

import io.driftline.api.ApiOperations;
import io.driftline.api.answer.Answers;
import io.driftline.api.body.UserIds;
import io.driftline.api.caller.Callers;
import io.driftline.jobs.mysql.Quotas;
import io.driftline.jobs.mysql.UserLimits;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;

/** What predictions take up of what one user may: the caller's own, and for operators anybody's. */
public final class UsageApi implements ApiOperations {
    private final Quotas quotas;
    private final UserLimits users;

    public UsageApi(Quotas quotas, UserLimits users) {
        this.quotas = quotas;
        this.users = users;
    }

    @Override
    public Map<String, Handler<RoutingContext>> operations() {
        return Map.of("readUsage", this::read, "readUserUsage", this::readOther);
    }

    private void read(RoutingContext ctx) {
        Answers.of(ctx, quotas.usage(Callers.of(ctx).user().id()).map(UsageApi::json));
    }

    private void readOther(RoutingContext ctx) {
        Callers.requireOperator(ctx);
        var user = UserIds.inPath(ctx);
        Answers.of(
                ctx,
                users.read(user)
                        .compose(known -> known.isPresent()
                                ? quotas.usage(user).map(UsageApi::json)
                                : Future.failedFuture(UserIds.unknown())));
    }

    private static JsonObject json(Quotas.Usage used) {
        return new JsonObject()
                .put("jobs", amount(used.jobs(), used.jobsAllowed()))
                .put("storedBytes", amount(used.bytes(), used.bytesAllowed()))
                .put("pairsToday", used.pairsAllowed() == 0 ? null : amount(used.pairsToday(), used.pairsAllowed()))
                .put("retentionDays", used.retentionDays());
    }

    private static JsonObject amount(long used, long allowed) {
        return new JsonObject().put("used", used).put("allowed", allowed);
    }
}
