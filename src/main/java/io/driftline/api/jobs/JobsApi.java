package io.driftline.api.jobs;

import io.driftline.api.ApiOperations;
import io.driftline.api.answer.Answers;
import io.driftline.api.body.BodyWork;
import io.driftline.api.body.Files;
import io.driftline.api.body.JobIds;
import io.driftline.api.body.Requests;
import io.driftline.api.caller.Callers;
import io.driftline.api.results.ResultInput;
import io.driftline.catalog.Catalog;
import io.driftline.catalog.Panel;
import io.driftline.config.Config;
import io.driftline.failpoints.FailPoint;
import io.driftline.job.JobId;
import io.driftline.job.PackedInput;
import io.driftline.job.Submission;
import io.driftline.jobs.Announcer;
import io.driftline.jobs.JobView;
import io.driftline.jobs.Jobs;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Submitting, watching over and reading jobs. Every call concerns the caller's own jobs only. */
public final class JobsApi implements ApiOperations {
    private static final int DEFAULT_PAGE = 20;
    private static final int OK = 200;

    private final Jobs jobs;
    private final Catalog catalog;
    private final Announcer announcer;
    private final Accepting accepting;
    private final SubmittedInput inputs;
    private final JobJson json;

    public JobsApi(Jobs jobs, Catalog catalog, Announcer announcer, Accepting accepting, Config config, Panel panel) {
        this.jobs = jobs;
        this.catalog = catalog;
        this.announcer = announcer;
        this.accepting = accepting;
        this.inputs = new SubmittedInput(config.limits(), panel);
        this.json = new JobJson(config.jobs().retention());
    }

    @Override
    public Map<String, Handler<RoutingContext>> operations() {
        return Map.of(
                "submitJob", this::submit,
                "listJobs", this::list,
                "readJob", this::read,
                "listJobEvents", this::events,
                "cancelJob", this::cancel,
                "deleteJob", this::delete);
    }

    private void submit(RoutingContext ctx) {
        var user = Callers.of(ctx).user().id();
        var body = Requests.body(ctx);
        FailPoint.hit("K01");
        var mode = SubmittedInput.mode(body);
        var files = Files.of(ctx);
        var key = Requests.header(ctx, "Idempotency-Key").orElse(null);
        long model = Requests.bodyNumber(ctx, "modelId");
        accepting.accept(
                ctx,
                BodyWork.last(ctx, () -> PackedInput.of(mode, inputs.read(body, files)))
                        .compose(input -> catalog.require(model, body.getString("encodingId"))
                                .map(choice -> new Submission(
                                        user,
                                        choice.modelId(),
                                        choice.name(),
                                        choice.version(),
                                        choice.encodingId(),
                                        mode,
                                        input,
                                        key))));
    }

    private void list(RoutingContext ctx) {
        var user = Callers.of(ctx).user().id();
        int limit = Requests.queryNumber(ctx, "limit", DEFAULT_PAGE);
        @Nullable JobId before = Requests.query(ctx, "before").map(JobId::new).orElse(null);
        Answers.of(ctx, jobs.list(user, before, limit).map(page -> {
            var items = new JsonArray();
            page.forEach(job -> items.add(json.inShort(job)));
            @Nullable JobView last = page.size() == limit ? page.get(limit - 1) : null;
            return new JsonObject()
                    .put("items", items)
                    .put("next", last == null ? null : last.id().value());
        }));
    }

    private void read(RoutingContext ctx) {
        Answers.of(ctx, view(ctx));
    }

    private Future<JsonObject> view(RoutingContext ctx) {
        var user = Callers.of(ctx).user().id();
        return jobs.find(user, JobIds.of(ctx))
                .compose(job -> job.summary() == null
                        ? new RunningPercent(ctx.vertx().eventBus()).into(json.inShort(job), job)
                        : ResultInput.open(jobs, user, job.id()).compose(packed -> ctx.vertx()
                                .executeBlocking(() -> json.withResult(job, packed), false)));
    }

    private void events(RoutingContext ctx) {
        Answers.of(ctx, jobs.events(Callers.of(ctx).user().id(), JobIds.of(ctx)).map(events -> new JsonObject()
                .put("items", events)));
    }

    private void cancel(RoutingContext ctx) {
        jobs.cancel(Callers.of(ctx).user().id(), JobIds.of(ctx))
                .onSuccess(announcer::announce)
                .compose(changes -> view(ctx))
                .onSuccess(job -> Answers.json(ctx, OK, job))
                .onFailure(ctx::fail);
    }

    private void delete(RoutingContext ctx) {
        Answers.empty(
                ctx, jobs.delete(Callers.of(ctx).user().id(), JobIds.of(ctx)).onSuccess(announcer::announce));
    }
}
