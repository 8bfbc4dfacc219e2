package io.driftline.dispatch;

import io.driftline.config.WorkerServers;
import io.driftline.failpoints.FailPoint;
import io.driftline.job.JobId;
import io.driftline.problem.ProblemType;
import io.driftline.problem.ServiceException;
import io.driftline.tls.TlsOptions;
import io.driftline.words.ServiceWords;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.core.tracing.TracingPolicy;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Flask workers over HTTP, with the bearer token they ask for; redirects are never followed. */
public final class FlaskModelWorkers implements ModelWorkers {
    private static final Duration ASK_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration CHECK_TIMEOUT = Duration.ofSeconds(10);
    private static final int ANSWER_LIMIT = 1 << 20;
    private static final String TRACE_HEADER = "traceparent";
    private static final Map<String, AttemptState> STATES = Map.of(
            "running", AttemptState.RUNNING, "finished", AttemptState.FINISHED, "returned", AttemptState.RETURNED);

    private final WebClient client;
    private final WorkerServers config;

    public FlaskModelWorkers(Vertx vertx, WorkerServers config) {
        this.config = config;
        var options = new WebClientOptions()
                .setFollowRedirects(false)
                .setUserAgentEnabled(false)
                .setTracingPolicy(TracingPolicy.IGNORE)
                .setConnectTimeout((int) ASK_TIMEOUT.toMillis())
                // Shorter than the worker's own, so that it never closes under a request.
                .setKeepAliveTimeout(10)
                .setMaxInitialLineLength(1_024)
                .setMaxHeaderSize(8_192);
        TlsOptions.call(options, config.ca());
        this.client = WebClient.create(vertx, options);
    }

    @Override
    public List<String> addresses() {
        return config.urls();
    }

    @Override
    public Future<Posting> post(String worker, JsonObject dispatch, @Nullable String trace) {
        var request = authorised(client.postAbs(worker + "/jobs"), config.requestTimeout());
        if (trace != null) {
            request.putHeader(TRACE_HEADER, trace);
        }
        return request.sendJsonObject(dispatch)
                .compose(response -> FailPoint.hit("WORKER_ANSWERED", response))
                .compose(FlaskModelWorkers::posting)
                .recover(FlaskModelWorkers::refusedConnection);
    }

    private static Future<Posting> posting(HttpResponse<Buffer> response) {
        return switch (response.statusCode()) {
            case 202 -> Future.succeededFuture(new Posting.Taken(json(response).getInteger("room", 0)));
            case 409 -> Future.succeededFuture(new Posting.NotStaged());
            case 429, 503 -> Future.succeededFuture(new Posting.Refused("full", retryAfter(response)));
            default -> Future.failedFuture("the worker answered " + response.statusCode());
        };
    }

    /** Only a connection that never came to be says for certain that the job was not taken. */
    private static Future<Posting> refusedConnection(Throwable failure) {
        return failure instanceof ConnectException
                ? Future.succeededFuture(new Posting.Refused("unreachable", Duration.ofSeconds(1)))
                : Future.failedFuture(failure);
    }

    @Override
    public Future<AttemptState> ask(String worker, JobId job, int attempt) {
        return authorised(client.getAbs(worker + "/jobs/" + job + "/" + attempt), ASK_TIMEOUT)
                .send()
                .compose(response -> switch (response.statusCode()) {
                    case 200 -> state(json(response).getValue("state"));
                    case 404 -> Future.succeededFuture(AttemptState.UNKNOWN);
                    default -> Future.failedFuture("the worker answered " + response.statusCode());
                });
    }

    private static Future<AttemptState> state(@Nullable Object said) {
        return STATES.containsKey(said)
                ? Future.succeededFuture(STATES.get(said))
                : Future.failedFuture("the worker answered with a state that there is not");
    }

    @Override
    public Future<Void> cancel(String worker, JobId job) {
        return authorised(client.deleteAbs(worker + "/jobs/" + job), ASK_TIMEOUT)
                .send()
                .mapEmpty();
    }

    @Override
    public Future<JsonObject> check(String worker, JsonObject request) {
        return authorised(client.postAbs(worker + "/checks"), CHECK_TIMEOUT)
                .sendJsonObject(request)
                .compose(FlaskModelWorkers::ok);
    }

    @Override
    public Future<JsonObject> models(String worker) {
        return authorised(client.getAbs(worker + "/models"), ASK_TIMEOUT).send().compose(FlaskModelWorkers::ok);
    }

    @Override
    public Future<JsonObject> load(String worker) {
        return authorised(client.getAbs(worker + "/load"), ASK_TIMEOUT).send().compose(FlaskModelWorkers::ok);
    }

    private HttpRequest<Buffer> authorised(HttpRequest<Buffer> request, Duration timeout) {
        return request.bearerTokenAuthentication(config.token().value()).timeout(timeout.toMillis());
    }

    private static Future<JsonObject> ok(HttpResponse<Buffer> response) {
        return response.statusCode() == 200
                ? Future.succeededFuture(json(response))
                : Future.failedFuture(ServiceException.retryLater(
                        ProblemType.NO_WORKER, ServiceWords.NO_WORKER_CAN.message(), retryAfter(response)));
    }

    private static JsonObject json(HttpResponse<Buffer> response) {
        var body = response.body();
        if (body == null || body.length() > ANSWER_LIMIT) {
            throw new IllegalStateException("the worker's answer is missing or too long");
        }
        return body.toJsonObject();
    }

    private static Duration retryAfter(HttpResponse<Buffer> response) {
        var seconds = response.getHeader("Retry-After");
        return Duration.ofSeconds(
                seconds != null && seconds.matches("[0-9]{1,3}") ? Math.max(1, Long.parseLong(seconds)) : 1);
    }
}
