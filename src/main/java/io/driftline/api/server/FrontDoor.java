package io.driftline.api.server;

import io.driftline.api.answer.ProblemHandler;
import io.driftline.config.Config;
import io.driftline.problem.ProblemType;
import io.driftline.problem.ServiceException;
import io.driftline.words.Message;
import io.driftline.words.RequestWords;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.internal.net.RFC3986;
import io.vertx.core.net.HostAndPort;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Meets every request before any route does, even one that cannot be read: none is answered without the security
 * headers, and none gets past it under a foreign name.
 */
final class FrontDoor {
    private static final Set<HttpMethod> METHODS = Set.of(
            HttpMethod.GET,
            HttpMethod.HEAD,
            HttpMethod.OPTIONS,
            HttpMethod.POST,
            HttpMethod.PUT,
            HttpMethod.PATCH,
            HttpMethod.DELETE);
    private static final String ALLOWED =
            METHODS.stream().map(HttpMethod::name).sorted().collect(Collectors.joining(", "));
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;
    private static final int MOVED = 308;

    private final SecurityHeaders headers;
    private final ProblemHandler problems;
    private final Handler<HttpServerRequest> routes;
    private final @Nullable URI publicUrl;
    private final String path;

    FrontDoor(
            Config.Server server, SecurityHeaders headers, ProblemHandler problems, Handler<HttpServerRequest> routes) {
        this.headers = headers;
        this.problems = problems;
        this.routes = routes;
        var url = server.publicUrl();
        publicUrl = url == null ? null : URI.create(url);
        path = server.path();
    }

    void admit(HttpServerRequest request) {
        headers.put(request);
        refusal(request).ifPresentOrElse(refusal -> problems.refuse(request, refusal, refusal), () -> lead(request));
    }

    /** Whoever leaves out the slash behind the installation's path is shown the address that its links stand on. */
    private void lead(HttpServerRequest request) {
        if (path.isEmpty() || !path.equals(request.path())) {
            routes.handle(request);
            return;
        }
        request.response()
                .setStatusCode(MOVED)
                .putHeader(HttpHeaders.LOCATION, path + "/")
                .end();
    }

    /** The connection ends with the answer, for where its next request would begin is not known. */
    void refuseUnreadable(HttpServerRequest request) {
        headers.put(request);
        request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        var fault = request.decoderResult().cause();
        problems.refuse(request, explain(fault), fault);
    }

    private static ServiceException explain(Throwable fault) {
        if (fault instanceof TooLongHttpLineException) {
            return ServiceException.of(
                    ProblemType.ADDRESS_TOO_LONG, RequestWords.LINE_TOO_LONG.message(ServerOptions.MAX_REQUEST_LINE));
        }
        if (fault instanceof TooLongHttpHeaderException) {
            return ServiceException.of(
                    ProblemType.HEADERS_TOO_LARGE,
                    RequestWords.HEADERS_TOO_LARGE.message(ServerOptions.MAX_HEADER_BYTES));
        }
        return malformed(RequestWords.NOT_HTTP.message());
    }

    private Optional<ServiceException> refusal(HttpServerRequest request) {
        if (!METHODS.contains(request.method())) {
            request.response().putHeader(HttpHeaders.ALLOW, ALLOWED);
            return Optional.of(
                    ServiceException.of(ProblemType.METHOD_NOT_ALLOWED, RequestWords.METHOD_UNKNOWN.message()));
        }
        if (!request.uri().startsWith("/")) {
            return Optional.of(malformed(RequestWords.PATH_ALONE.message()));
        }
        if (!isDecodable(request.uri())) {
            return Optional.of(malformed(RequestWords.PERCENT.message()));
        }
        if (request.version() == HttpVersion.HTTP_1_1
                && request.headers().getAll(HttpHeaders.HOST).size() != 1) {
            return Optional.of(malformed(RequestWords.HOST_ONCE.message()));
        }
        if (!isNormal(request.path())) {
            return Optional.of(nowhere(RequestWords.CHECK_ADDRESS.message()));
        }
        var twice = DuplicateValues.in(request);
        if (twice.isPresent()) {
            return Optional.of(malformed(RequestWords.ONCE.message(twice.get())));
        }
        return host(request);
    }

    private Optional<ServiceException> host(HttpServerRequest request) {
        if (publicUrl != null && !isFor(publicUrl, request.authority())) {
            return Optional.of(ServiceException.of(
                    ProblemType.MISDIRECTED, RequestWords.PUBLIC_ADDRESS.message(publicUrl.toString())));
        }
        if (!isBelow(path, request.path())) {
            return Optional.of(nowhere(RequestWords.PUBLIC_PATH.message(path + "/")));
        }
        return request.headers().contains(HttpHeaders.HOST) && request.authority() == null
                ? Optional.of(malformed(RequestWords.HOST_FORM.message()))
                : Optional.empty();
    }

    /** So that whoever looks at a path, before or behind this service, sees the same one. */
    private static boolean isNormal(String path) {
        return !path.contains("//") && path.equals(RFC3986.normalizePath(path));
    }

    private static boolean isDecodable(String uri) {
        try {
            URLDecoder.decode(uri, StandardCharsets.UTF_8);
            return true;
        } catch (IllegalArgumentException badEscape) {
            return false;
        }
    }

    private static boolean isFor(URI url, @Nullable HostAndPort asked) {
        int usual = "https".equals(url.getScheme()) ? HTTPS_PORT : HTTP_PORT;
        return asked != null
                && asked.host().equalsIgnoreCase(url.getHost())
                && (asked.port() < 0 ? usual : asked.port()) == (url.getPort() < 0 ? usual : url.getPort());
    }

    private static boolean isBelow(String path, String asked) {
        return asked.equals(path) || asked.startsWith(path + "/");
    }

    private static ServiceException nowhere(Message said) {
        return ServiceException.of(ProblemType.NO_SUCH_PAGE, said);
    }

    private static ServiceException malformed(Message said) {
        return ServiceException.of(ProblemType.MALFORMED_REQUEST, said);
    }
}
