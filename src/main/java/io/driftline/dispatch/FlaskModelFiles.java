package io.driftline.dispatch;

import io.driftline.config.WorkerServers;
import io.driftline.problem.ProblemType;
import io.driftline.problem.ServiceException;
import io.driftline.tls.TlsOptions;
import io.driftline.words.ServiceWords;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.core.streams.ReadStream;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.time.Duration;

/** Flask workers' model repository over HTTP. */
public final class FlaskModelFiles implements ModelFiles {
    /** From the archive's first byte to the verdict; a sender that stops sending is cut off long before. */
    private static final Duration EXAMINATION = Duration.ofMinutes(10);

    private static final Duration PUBLICATION = Duration.ofMinutes(2);

    private static final Duration CHANGE = Duration.ofSeconds(10);
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration SOON = Duration.ofSeconds(5);

    private final WebClient client;
    private final WorkerServers config;

    public FlaskModelFiles(Vertx vertx, WorkerServers config) {
        this.config = config;
        var options = new WebClientOptions()
                .setFollowRedirects(false)
                .setUserAgentEnabled(false)
                .setKeepAlive(false)
                .setConnectTimeout((int) CONNECT.toMillis());
        TlsOptions.call(options, config.ca());
        this.client = WebClient.create(vertx, options);
    }

    @Override
    public Future<JsonObject> examine(String worker, ReadStream<Buffer> archive, long bytes) {
        return request(HttpMethod.POST, worker + "/deployments", EXAMINATION)
                .putHeader(HttpHeaders.CONTENT_LENGTH.toString(), Long.toString(bytes))
                .putHeader(HttpHeaders.CONTENT_TYPE.toString(), "application/zip")
                .sendStream(archive)
                .map(response -> switch (response.statusCode()) {
                    case 200 -> response.bodyAsJsonObject();
                    case 413 -> throw ServiceException.of(ProblemType.TOO_LARGE, ServiceWords.ARCHIVE_LARGE.message());
                    case 429 -> throw busy();
                    default -> throw unable(response);
                });
    }

    @Override
    public Future<Boolean> publish(String worker, String ticket) {
        return request(HttpMethod.PUT, worker + "/deployments/" + ticket, PUBLICATION)
                .send()
                .map(response -> switch (response.statusCode()) {
                    case 204 -> true;
                    case 409 -> false;
                    default -> throw unable(response);
                });
    }

    @Override
    public Future<Void> discard(String worker, String ticket) {
        return request(HttpMethod.DELETE, worker + "/deployments/" + ticket, CHANGE)
                .send()
                .mapEmpty();
    }

    @Override
    public Future<Void> withdraw(String worker, String name, String version) {
        return request(HttpMethod.DELETE, worker + "/models/" + name + "/" + version, CHANGE)
                .send()
                .map(response -> {
                    if (response.statusCode() != 204) {
                        throw unable(response);
                    }
                    return null;
                });
    }

    private HttpRequest<Buffer> request(HttpMethod method, String address, Duration timeout) {
        return client.requestAbs(method, address)
                .bearerTokenAuthentication(config.token().value())
                .timeout(timeout.toMillis());
    }

    private static ServiceException busy() {
        return ServiceException.retryLater(ProblemType.UNAVAILABLE, ServiceWords.EXAMINING.message(), SOON);
    }

    private static ServiceException unable(HttpResponse<Buffer> response) {
        return ServiceException.retryLater(
                ProblemType.UNAVAILABLE, ServiceWords.REPOSITORY_FIXED.message(response.statusCode()), SOON);
    }
}
