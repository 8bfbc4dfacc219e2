package io.driftline.api.jobs;

import io.driftline.api.answer.Answers;
import io.driftline.failpoints.FailPoint;
import io.driftline.job.Submission;
import io.driftline.jobs.Accepted;
import io.driftline.jobs.Announcer;
import io.driftline.jobs.Jobs;
import io.driftline.jobs.mysql.Quotas;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** The way from a submission to its {@code 202}: committed, told, and only then answered. */
public final class Accepting {
    private static final int ACCEPTED = 202;

    private final Jobs jobs;
    private final Quotas quotas;
    private final Announcer announcer;

    public Accepting(Jobs jobs, Quotas quotas, Announcer announcer) {
        this.jobs = jobs;
        this.quotas = quotas;
        this.announcer = announcer;
    }

    void accept(RoutingContext ctx, Future<Submission> submission) {
        submission
                .compose(asked -> quotas.require(asked).map(asked))
                .compose(jobs::submit)
                .compose(accepted -> FailPoint.hit("K03", accepted))
                .onSuccess(accepted -> announcer.announce(accepted.changes()))
                .compose(accepted -> FailPoint.hit("K04", accepted))
                .onSuccess(accepted -> answer(ctx, accepted))
                .onSuccess(accepted -> FailPoint.hit("K05"))
                .onFailure(ctx::fail);
    }

    private static void answer(RoutingContext ctx, Accepted accepted) {
        ctx.response().putHeader(HttpHeaders.LOCATION, "/api/v1/jobs/" + accepted.job());
        Answers.json(
                ctx,
                ACCEPTED,
                new JsonObject()
                        .put("id", accepted.job().value())
                        .put("state", accepted.state().name())
                        .put("position", accepted.position()));
    }
}
