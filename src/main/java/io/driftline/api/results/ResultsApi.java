package io.driftline.api.results;

import io.driftline.api.ApiOperations;
import io.driftline.api.answer.Chunks;
import io.driftline.api.answer.PlainChunks;
import io.driftline.api.answer.StreamedAnswer;
import io.driftline.api.body.JobIds;
import io.driftline.api.body.Requests;
import io.driftline.api.caller.Callers;
import io.driftline.jobs.Jobs;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Results of any size, streamed as files or as rows. Every call concerns the caller's own jobs only. */
public final class ResultsApi implements ApiOperations {
    private static final int DEFAULT_ROWS = 1_000;
    private static final String FASTA = "text/x-fasta; charset=utf-8";
    private static final String WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private final Jobs jobs;

    public ResultsApi(Jobs jobs) {
        this.jobs = jobs;
    }

    /** Makes the answer of a packed result. */
    private interface Form {
        Chunks of(ResultInput packed, @Nullable Instant finishedAt) throws IOException;
    }

    @Override
    public Map<String, Handler<RoutingContext>> operations() {
        return Map.of(
                "readResult",
                ctx -> send(ctx, "application/json", "json", (packed, at) -> new PlainChunks(packed)),
                "readResultCsv",
                ctx -> table(ctx, TableFormat.CSV),
                "readResultTsv",
                ctx -> table(ctx, TableFormat.TSV),
                "readResultXlsx",
                this::workbook,
                "readAligned",
                this::aligned,
                "listRows",
                this::rows);
    }

    private void table(RoutingContext ctx, TableFormat format) {
        send(
                ctx,
                format.mediaType(),
                format.extension(),
                (packed, at) -> new ResultTable(new ResultReader(packed), format, at));
    }

    private void workbook(RoutingContext ctx) {
        send(ctx, WORKBOOK, "xlsx", (packed, at) -> new ResultWorkbook(new ResultReader(packed), at));
    }

    private void aligned(RoutingContext ctx) {
        @Nullable String subtype = Requests.query(ctx, "subtype").orElse(null);
        send(ctx, FASTA, "fasta", (packed, at) -> new AlignedFasta(new ResultReader(packed), subtype));
    }

    private void rows(RoutingContext ctx) {
        int offset = Requests.queryNumber(ctx, "offset", 0);
        int limit = Requests.queryNumber(ctx, "limit", DEFAULT_ROWS);
        open(ctx, (packed, at) -> new RowsChunks(new ResultReader(packed), offset, limit, at), () -> ctx.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json"));
    }

    /** As a file of the job's name. */
    private void send(RoutingContext ctx, String mediaType, String extension, Form form) {
        var disposition = "attachment; filename=\"driftline-" + JobIds.of(ctx) + "." + extension + "\"";
        open(ctx, form, () -> ctx.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, mediaType)
                .putHeader("Content-Disposition", disposition));
    }

    private void open(RoutingContext ctx, Form form, Runnable headers) {
        var owner = Callers.of(ctx).user().id();
        jobs.find(owner, JobIds.of(ctx))
                .compose(job -> ResultInput.open(jobs, owner, job.id())
                        .compose(packed -> ctx.vertx().executeBlocking(() -> form.of(packed, job.finishedAt()), false)))
                .onFailure(ctx::fail)
                .onSuccess(chunks -> {
                    headers.run();
                    StreamedAnswer.send(ctx, chunks);
                });
    }
}
