package io.driftline.api.jobs;

import io.driftline.api.answer.Answers;
import io.driftline.api.body.Requests;
import io.driftline.api.caller.Callers;
import io.driftline.failpoints.FailPoint;
import io.driftline.job.Submission;
import io.driftline.jobs.Accepted;
import io.driftline.jobs.Announcer;
import io.driftline.jobs.Jobs;
import io.driftline.jobs.mysql.Quotas;
import io.driftline.tracing.Traces;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** The way from a submission to its {@code 202}: committed, told, and only then answered. */
public final class JobAcceptance {
    private static final int ACCEPTED = 202;

    private final Jobs jobs;
    private final GuestGate guests;
    private final Quotas quotas;
    private final Announcer announcer;
    private final Traces traces;

    public JobAcceptance(Jobs jobs, GuestGate guests, Quotas quotas, Announcer announcer, Traces traces) {
        this.jobs = jobs;
        this.guests = guests;
        this.quotas = quotas;
        this.announcer = announcer;
        this.traces = traces;
    }

    void accept(RoutingContext ctx, Future<Submission> submission) {
        var trace = traces.here();
        // While the body is read and the model looked for.
        var usage = quotas.usageLately(Callers.of(ctx).user().id());
        submission
                .map(asked -> asked.traced(trace))
                .compose(asked ->
                        usage.compose(used -> quotas.require(asked, used)).compose(taken -> submit(ctx, asked, taken)))
                .compose(accepted -> FailPoint.hit("SUBMISSION_COMMITTED", accepted))
                .onSuccess(accepted -> announcer.announce(accepted.changes()))
                .compose(accepted -> FailPoint.hit("ACCEPTED_NOT_ANSWERED", accepted))
                .onSuccess(accepted -> answer(ctx, accepted))
                .onSuccess(accepted -> FailPoint.hit("ACCEPTED_ANSWERED"))
                .onFailure(ctx::fail);
    }

    /** With the pairs that were taken from its user's day, which a refusal gives back. */
    private Future<Accepted> submit(RoutingContext ctx, Submission asked, long taken) {
        return guests.admitJob(ctx, asked)
                .compose(admitted -> jobs.submit(asked))
                .recover(refusal ->
                        quotas.giveBack(asked.user(), taken).transform(given -> Future.failedFuture(refusal)));
    }

    private static void answer(RoutingContext ctx, Accepted accepted) {
        ctx.response().putHeader(HttpHeaders.LOCATION, Requests.root(ctx) + "/jobs/" + accepted.job());
        Answers.json(
                ctx,
                ACCEPTED,
                new JsonObject()
                        .put("id", accepted.job().value())
                        .put("state", accepted.state().name())
                        .put("position", accepted.position()));
    }
}
