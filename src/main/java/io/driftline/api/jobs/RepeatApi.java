package io.driftline.api.jobs;

import io.driftline.api.ApiOperations;
import io.driftline.api.body.BodyWork;
import io.driftline.api.body.JobIds;
import io.driftline.api.body.Requests;
import io.driftline.api.caller.Callers;
import io.driftline.catalog.Catalog;
import io.driftline.job.PackedInput;
import io.driftline.job.Submission;
import io.driftline.jobs.JobView;
import io.driftline.jobs.Jobs;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;

/** The stored input of a job once more, for another model or encoding: two results that can be compared line by line. */
public final class RepeatApi implements ApiOperations {
    private final Jobs jobs;
    private final Catalog catalog;
    private final JobAcceptance accepting;

    public RepeatApi(Jobs jobs, Catalog catalog, JobAcceptance accepting) {
        this.jobs = jobs;
        this.catalog = catalog;
        this.accepting = accepting;
    }

    @Override
    public Map<String, Handler<RoutingContext>> operations() {
        return Map.of("repeatJob", this::submit);
    }

    private void submit(RoutingContext ctx) {
        var user = Callers.of(ctx).user().id();
        accepting.accept(ctx, jobs.find(user, JobIds.of(ctx)).compose(job -> jobs.input(user, job.id())
                .compose(packed -> BodyWork.alone(ctx, () -> job.input(packed)))
                .compose(input -> submission(ctx, job, input))));
    }

    private Future<Submission> submission(RoutingContext ctx, JobView job, PackedInput input) {
        var asked = Requests.body(ctx);
        return catalog.require(Requests.bodyNumberOrNull(ctx, "modelId"), asked.getString("encodingId"))
                .map(model -> new Submission(
                                Callers.of(ctx).user().id(),
                                model,
                                job.mode(),
                                input,
                                Requests.header(ctx, "Idempotency-Key").orElse(null))
                        .titled(job.title())
                        .under(job.batchId())
                        .repeating(job.id()));
    }
}
