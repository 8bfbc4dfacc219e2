package io.driftline.api;

import io.driftline.catalog.Catalog;
import io.driftline.config.Config;
import io.driftline.contract.Addresses;
import io.driftline.contract.CheckSequences;
import io.driftline.contract.FailPoint;
import io.driftline.domain.FastaReader;
import io.driftline.domain.Ids;
import io.driftline.domain.JobId;
import io.driftline.domain.Mode;
import io.driftline.domain.ProblemType;
import io.driftline.domain.SequenceRecord;
import io.driftline.domain.ServiceException;
import io.driftline.jobs.Accepted;
import io.driftline.jobs.Announcer;
import io.driftline.jobs.InputRecords;
import io.driftline.jobs.JobView;
import io.driftline.jobs.Jobs;
import io.driftline.jobs.Submission;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Submitting, watching over and reading jobs. Every call concerns the caller's own jobs only. */
public final class JobsApi implements ApiOperations {
    private static final Duration CHECK_TIMEOUT = Duration.ofSeconds(12);
    private static final int DEFAULT_PAGE = 20;
    private static final int OK = 200;
    private static final int ACCEPTED = 202;

    private final Jobs jobs;
    private final Catalog catalog;
    private final Announcer announcer;
    private final EventBus bus;
    private final SubmittedSequences sequences;
    private final JobJson json;

    public JobsApi(Jobs jobs, Catalog catalog, Announcer announcer, EventBus bus, Config config) {
        this.jobs = jobs;
        this.catalog = catalog;
        this.announcer = announcer;
        this.bus = bus;
        this.sequences = new SubmittedSequences(new FastaReader(
                config.limits().recordMinLetters(), config.limits().recordLetters()));
        this.json = new JobJson(config.jobs().retention(), config.limits().resultBytes());
    }

    @Override
    public Map<String, Handler<RoutingContext>> operations() {
        return Map.of(
                "checkSequences", this::check,
                "submitJob", this::submit,
                "listJobs", this::list,
                "readJob", this::read,
                "listJobEvents", this::events,
                "readResult", this::result,
                "cancelJob", this::cancel,
                "deleteJob", this::delete);
    }

    private void check(RoutingContext ctx) {
        var body = ctx.body().asJsonObject();
        var records = new JsonArray();
        sequences.pair(body.getValue("sequences")).stream()
                .map(InputRecords::toJson)
                .forEach(records::add);
        var request = new JsonObject()
                .put("mode", body.getString("mode", Mode.PAIR.label()))
                .put("records", records);
        Answers.of(
                ctx,
                Addresses.CHECK_SEQUENCES
                        .request(bus, new CheckSequences(request), CHECK_TIMEOUT)
                        .map(checked -> checked.verdict()));
    }

    private void submit(RoutingContext ctx) {
        var user = Callers.of(ctx).user().id();
        var body = ctx.body().asJsonObject();
        List<SequenceRecord> records = sequences.pair(body.getValue("sequences"));
        FailPoint.hit("K01");
        var mode = Mode.of(body.getString("mode", Mode.PAIR.label()));
        @Nullable String key = ctx.request().getHeader("Idempotency-Key");
        catalog.require(body.getLong("modelId"), body.getString("encodingId"))
                .map(choice -> new Submission(
                        user,
                        choice.modelId(),
                        choice.name(),
                        choice.version(),
                        choice.encodingId(),
                        mode,
                        records,
                        key))
                .compose(jobs::submit)
                .compose(accepted -> FailPoint.hit("K03", accepted))
                .onSuccess(accepted -> announcer.announce(accepted.changes()))
                .compose(accepted -> FailPoint.hit("K04", accepted))
                .onSuccess(accepted -> accept(ctx, accepted))
                .onSuccess(accepted -> FailPoint.hit("K05"))
                .onFailure(ctx::fail);
    }

    private static void accept(RoutingContext ctx, Accepted accepted) {
        ctx.response().putHeader(HttpHeaders.LOCATION, "/api/v1/jobs/" + accepted.job());
        Answers.json(
                ctx,
                ACCEPTED,
                new JsonObject()
                        .put("id", accepted.job().value())
                        .put("state", accepted.state().name())
                        .put("position", accepted.position()));
    }

    private void list(RoutingContext ctx) {
        var user = Callers.of(ctx).user().id();
        var parameters = ctx.queryParams();
        int limit = parameters.contains("limit") ? Integer.parseInt(parameters.get("limit")) : DEFAULT_PAGE;
        @Nullable JobId before = parameters.contains("before") ? new JobId(parameters.get("before")) : null;
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
        var id = jobId(ctx);
        return jobs.find(user, id)
                .compose(job -> job.summary() == null
                        ? Future.succeededFuture(json.inShort(job))
                        : jobs.result(user, id).map(packed -> json.whole(job, packed)));
    }

    private void events(RoutingContext ctx) {
        Answers.of(ctx, jobs.events(Callers.of(ctx).user().id(), jobId(ctx)).map(events -> new JsonObject()
                .put("items", events)));
    }

    private void result(RoutingContext ctx) {
        jobs.result(Callers.of(ctx).user().id(), jobId(ctx))
                .map(json::unpack)
                .onSuccess(result -> ctx.response()
                        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                        .putHeader("Content-Disposition", "inline; filename=\"driftline-" + jobId(ctx) + ".json\"")
                        .end(result))
                .onFailure(ctx::fail);
    }

    private void cancel(RoutingContext ctx) {
        jobs.cancel(Callers.of(ctx).user().id(), jobId(ctx))
                .onSuccess(announcer::announce)
                .compose(changes -> view(ctx))
                .onSuccess(job -> Answers.json(ctx, OK, job))
                .onFailure(ctx::fail);
    }

    private void delete(RoutingContext ctx) {
        Answers.empty(ctx, jobs.delete(Callers.of(ctx).user().id(), jobId(ctx)).onSuccess(announcer::announce));
    }

    /** An id of another form is no job of anybody. */
    private static JobId jobId(RoutingContext ctx) {
        var id = ctx.pathParam("jobId");
        if (!Ids.isId(id)) {
            throw ServiceException.of(ProblemType.JOB_NOT_FOUND, "You have no job with this id.");
        }
        return new JobId(id);
    }
}
