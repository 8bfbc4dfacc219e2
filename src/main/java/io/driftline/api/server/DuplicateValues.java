package io.driftline.api.server;

import io.driftline.api.caller.Cookies;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds what a request says twice and is meant to say once: a proxy and this service might each believe another. */
final class DuplicateValues {
    /** What is read here as one value; of {@code Accept}s and what proxies add, there may be several. */
    private static final List<String> ONCE = List.of(
            "Access-Control-Request-Method",
            "Authorization",
            "Content-Disposition",
            "Content-Encoding",
            "Content-Length",
            "Content-Type",
            "Cookie",
            "Driftline-Share",
            "Expect",
            "Idempotency-Key",
            "If-None-Match",
            "Last-Event-ID",
            "Origin",
            "Range",
            "Sec-Fetch-Site",
            "Sec-WebSocket-Key",
            "Sec-WebSocket-Version",
            "Transfer-Encoding",
            "X-Forwarded-Proto");

    private DuplicateValues() {}

    /** Its name. */
    static Optional<String> in(HttpServerRequest request) {
        return header(request.headers())
                .or(() -> cookie(
                        request.getHeader(HttpHeaders.COOKIE) == null ? "" : request.getHeader(HttpHeaders.COOKIE)))
                .or(() -> parameter(request));
    }

    private static Optional<String> header(MultiMap headers) {
        return ONCE.stream().filter(name -> headers.getAll(name).size() > 1).findFirst();
    }

    /** Of our own cookies alone: others' may be there for several paths. */
    private static Optional<String> cookie(String header) {
        Set<String> seen = new HashSet<>();
        for (var pair : header.split(";", -1)) {
            var name = pair.split("=", 2)[0].strip();
            if (Cookies.isOurs(name) && !seen.add(name)) {
                return Optional.of(name);
            }
        }
        return Optional.empty();
    }

    private static Optional<String> parameter(HttpServerRequest request) {
        if (request.query() == null) {
            return Optional.empty();
        }
        Set<String> seen = new HashSet<>();
        return request.params().entries().stream()
                .map(entry -> entry.getKey())
                .filter(name -> !seen.add(name))
                .findFirst();
    }
}
