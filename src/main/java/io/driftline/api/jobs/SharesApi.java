package io.driftline.api.jobs;

import io.driftline.api.ApiOperations;
import io.driftline.api.answer.Answers;
import io.driftline.api.answer.StreamedAnswer;
import io.driftline.api.body.JobIds;
import io.driftline.api.body.Requests;
import io.driftline.api.caller.Callers;
import io.driftline.api.caller.Proxies;
import io.driftline.api.results.ResultInput;
import io.driftline.api.results.ResultReader;
import io.driftline.api.results.RowsChunks;
import io.driftline.config.Config;
import io.driftline.identity.Source;
import io.driftline.jobs.JobView;
import io.driftline.jobs.Jobs;
import io.driftline.problem.ProblemType;
import io.driftline.problem.ServiceException;
import io.driftline.sharing.Shares;
import io.driftline.sharing.Visits;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Sharing one result by a link, and reading what is shared. */
public final class SharesApi implements ApiOperations {
    private static final int CREATED = 201;
    private static final int DEFAULT_ROWS = 1_000;

    /** What a link shows of a job: nothing that names the job or its owner, and nothing of other jobs. */
    private static final List<String> SHOWN = List.of(
            "mode",
            "strains",
            "records",
            "references",
            "pairs",
            "finishedAt",
            "expiresAt",
            "model",
            "encoding",
            "summary",
            "result");

    /** What it does not show of a pair's alignment: the sequences, which may be under the terms of a database. */
    private static final Set<String> SEQUENCES = Set.of("a", "b", "insertions");

    /** Not in the path, which servers and proxies between write down. */
    private static final String SECRET = "Driftline-Share";

    private final Jobs jobs;
    private final Shares shares;
    private final Visits visits;
    private final Proxies proxies;
    private final JobJson json;

    public SharesApi(Jobs jobs, Shares shares, Config config, Clock clock) {
        this.jobs = jobs;
        this.shares = shares;
        visits = new Visits(clock);
        proxies = new Proxies(config.server());
        json = new JobJson(config.jobs().retention());
    }

    @Override
    public Map<String, Handler<RoutingContext>> operations() {
        return Map.of(
                "shareResult", this::share,
                "readShare", this::read,
                "revokeShare", this::revoke,
                "openShared", this::open,
                "listSharedRows", this::rows);
    }

    private void share(RoutingContext ctx) {
        var user = Callers.of(ctx).user().id();
        Answers.of(
                ctx,
                CREATED,
                jobs.find(user, JobIds.of(ctx))
                        .compose(job -> shares.create(user, job.id()))
                        .map(fresh ->
                                new JsonObject().put("secret", fresh.secret()).put("createdAt", fresh.createdAt())));
    }

    private void read(RoutingContext ctx) {
        Answers.of(
                ctx, shares.since(Callers.of(ctx).user().id(), JobIds.of(ctx)).map(at -> new JsonObject()
                        .put("createdAt", at.orElse(null))));
    }

    private void revoke(RoutingContext ctx) {
        Answers.empty(ctx, shares.revoke(Callers.of(ctx).user().id(), JobIds.of(ctx)));
    }

    private void open(RoutingContext ctx) {
        Answers.of(ctx, shared(ctx, this::shown));
    }

    /** The rows of a result of many pairs, as {@code listRows} gives them to its owner. */
    private void rows(RoutingContext ctx) {
        int offset = Requests.queryNumber(ctx, "offset", 0);
        int limit = Requests.queryNumber(ctx, "limit", DEFAULT_ROWS);
        shared(ctx, (job, packed) -> new RowsChunks(new ResultReader(packed), offset, limit, job.finishedAt()))
                .onFailure(ctx::fail)
                .onSuccess(chunks -> {
                    ctx.response().putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
                    StreamedAnswer.send(ctx, chunks);
                });
    }

    /** Makes an answer of what a link leads to, on a thread that may wait. */
    private interface Form<T> {
        T of(JobView job, ResultInput packed) throws IOException;
    }

    private <T> Future<T> shared(RoutingContext ctx, Form<T> form) {
        visits.admit(Source.of(proxies.client(ctx.request())).network());
        var secret = Requests.header(ctx, SECRET).orElse("");
        return shares.open(secret).compose(shared -> jobs.find(shared.owner(), shared.job())
                .compose(job -> ResultInput.open(jobs, shared.owner(), job.id())
                        .compose(packed -> ctx.vertx().executeBlocking(() -> form.of(job, packed), false)))
                .recover(gone -> Future.failedFuture(asSeenByGuest(gone))));
    }

    private JsonObject shown(JobView job, ResultInput packed) throws IOException {
        var whole = json.withResult(job, packed);
        var result = whole.getJsonObject("result");
        result.remove("job");
        for (var pair : result.getJsonArray("pairs")) {
            var alignment = ((JsonObject) pair).getJsonObject("alignment");
            if (alignment != null) {
                SEQUENCES.forEach(alignment::remove);
            }
        }
        var shown = new JsonObject();
        SHOWN.forEach(field -> shown.put(field, whole.getValue(field)));
        return shown;
    }

    /** A job that goes at this very moment takes its link along. */
    private static Throwable asSeenByGuest(Throwable failure) {
        return failure instanceof ServiceException refused
                        && (refused.type() == ProblemType.JOB_NOT_FOUND || refused.type() == ProblemType.NO_RESULT)
                ? Shares.unknown()
                : failure;
    }
}
