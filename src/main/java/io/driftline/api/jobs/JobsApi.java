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
import io.driftline.catalog.Panels;
import io.driftline.config.Config;
import io.driftline.failpoints.FailPoint;
import io.driftline.job.JobId;
import io.driftline.job.Mode;
import io.driftline.job.PackedInput;
import io.driftline.job.Submission;
import io.driftline.jobs.Announcer;
import io.driftline.jobs.JobFilter;
import io.driftline.jobs.JobView;
import io.driftline.jobs.Jobs;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Submitting, watching over and reading jobs. Every call concerns the caller's own jobs only. */
public final class JobsApi implements ApiOperations {
    private static final int DEFAULT_PAGE = 20;
    private static final int OK = 200;

    private final Jobs jobs;
    private final Catalog catalog;
    private final Announcer announcer;
    private final JobAcceptance accepting;
    private final SubmittedInput inputs;
    private final KeptReferences references;
    private final ExtendedBatches batches;
    private final JobJson json;

    public JobsApi(
            Jobs jobs, Catalog catalog, Announcer announcer, JobAcceptance accepting, Config config, Panels panels) {
        this.jobs = jobs;
        this.catalog = catalog;
        this.announcer = announcer;
        this.accepting = accepting;
        this.inputs = new SubmittedInput(config.limits(), panels.standard());
        this.references = new KeptReferences(panels.named());
        this.batches = new ExtendedBatches(jobs);
        this.json = new JobJson(config.jobs().retention());
    }

    @Override
    public Map<String, Handler<RoutingContext>> operations() {
        return Map.of(
                "submitJob", this::submit,
                "listJobs", this::list,
                "readJob", this::read,
                "renameJob", this::rename,
                "annotateJob", this::annotate,
                "listJobEvents", this::events,
                "cancelJob", this::cancel,
                "deleteJob", this::delete);
    }

    private void submit(RoutingContext ctx) {
        var user = Callers.of(ctx).user().id();
        var body = Requests.body(ctx);
        FailPoint.hit("BODY_READ");
        var mode = SubmittedInput.mode(body);
        var files = Files.of(ctx);
        var key = Requests.header(ctx, "Idempotency-Key").orElse(null);
        @Nullable Long modelId = Requests.bodyNumberOrNull(ctx, "modelId");
        accepting.accept(ctx, batches.named(user, body, mode).compose(batch -> references
                .into(ctx, body)
                .compose(given -> BodyWork.last(ctx, () -> PackedInput.of(mode, inputs.read(given, files))))
                .compose(input -> catalog.require(modelId, body.getString("encodingId"))
                        .map(model -> new Submission(user, model, mode, input, key)
                                .titled(stripped(body.getString("title")))
                                .under(batch.orElse(null))))));
    }

    /** Without the blanks around it; none if nothing is left. */
    private static @Nullable String stripped(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    private void list(RoutingContext ctx) {
        var user = Callers.of(ctx).user().id();
        int limit = Requests.queryNumber(ctx, "limit", DEFAULT_PAGE);
        @Nullable JobId before = Requests.query(ctx, "before").map(JobId::new).orElse(null);
        Answers.of(ctx, jobs.list(user, filter(ctx), before, limit).map(page -> {
            var items = new JsonArray();
            page.forEach(job -> items.add(shown(ctx, json.inShort(job))));
            @Nullable JobView last = page.size() == limit ? page.get(limit - 1) : null;
            return new JsonObject()
                    .put("items", items)
                    .put("next", last == null ? null : last.id().value());
        }));
    }

    private static JobFilter filter(RoutingContext ctx) {
        var modelId = Requests.queryNumber(ctx, "modelId");
        return new JobFilter(
                Requests.query(ctx, "search").filter(text -> !text.isBlank()).orElse(null),
                Requests.query(ctx, "state").orElse(null),
                Requests.query(ctx, "mode").map(Mode::of).orElse(null),
                modelId.isPresent() ? modelId.getAsLong() : null,
                second(ctx, "from"),
                second(ctx, "until"),
                new JobFilter.Fold(
                        Requests.query(ctx, "view").filter("folded"::equals).isPresent(),
                        Requests.query(ctx, "batch").map(JobId::new).orElse(null)));
    }

    private static @Nullable Instant second(RoutingContext ctx, String name) {
        var given = Requests.queryNumber(ctx, name);
        return given.isPresent() ? Instant.ofEpochSecond(given.getAsLong()) : null;
    }

    private void rename(RoutingContext ctx) {
        var user = Callers.of(ctx).user().id();
        var title = stripped(Requests.body(ctx).getString("title"));
        Answers.empty(ctx, jobs.rename(user, JobIds.of(ctx), title));
    }

    private void annotate(RoutingContext ctx) {
        var user = Callers.of(ctx).user().id();
        var note = stripped(Requests.body(ctx).getString("note"));
        Answers.empty(ctx, jobs.annotate(user, JobIds.of(ctx), note == null ? null : note.replace("\r\n", "\n")));
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
                                .executeBlocking(() -> json.withResult(job, packed), false)))
                .map(job -> shown(ctx, job));
    }

    /** What a guest ran goes with the guest, whenever it ended. */
    private static JsonObject shown(RoutingContext ctx, JsonObject job) {
        return Callers.of(ctx).isGuest() ? job.putNull("expiresAt") : job;
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
