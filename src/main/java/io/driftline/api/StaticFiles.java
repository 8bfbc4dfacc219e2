package io.driftline.api;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** The page, its scripts and the library they stand on, from the class path; small enough to be kept in memory. */
final class StaticFiles {
    private static final List<String> PAGES = List.of(
            "/", "/new", "/jobs/*", "/shared", "/compare", "/history", "/account", "/signin", "/signup", "/models/*");

    /** Where the page looks for a library, and which web jar it is. */
    private static final Map<String, String> LIBRARIES = Map.of(
            "lit", "lit",
            "lit-html", "lit-html",
            "lit-element", "lit-element",
            "reactive-element", "lit__reactive-element");

    private static final Pattern SAFE_PATH =
            Pattern.compile("/([A-Za-z0-9_-][A-Za-z0-9_.-]*/)*[A-Za-z0-9_-][A-Za-z0-9_.-]*");
    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("html", "text/html; charset=utf-8"),
            Map.entry("js", "text/javascript; charset=utf-8"),
            Map.entry("css", "text/css; charset=utf-8"),
            Map.entry("json", "application/json"),
            Map.entry("map", "application/json"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("png", "image/png"),
            Map.entry("ico", "image/x-icon"),
            Map.entry("woff2", "font/woff2"),
            Map.entry("txt", "text/plain; charset=utf-8"));
    private static final int NOT_MODIFIED = 304;

    private final Map<String, Optional<StaticFile>> files = new ConcurrentHashMap<>();

    private record StaticFile(Buffer bytes, String etag, String type) {}

    /** The page that every route of the user interface starts from; empty if this build has none. */
    String page() {
        return file("webroot/index.html")
                .map(file -> file.bytes().toString(StandardCharsets.UTF_8))
                .orElse("");
    }

    void mount(Router router) {
        LIBRARIES.forEach((name, artifact) -> {
            var root = "META-INF/resources/webjars/" + artifact + "/" + version(artifact);
            int prefix = "/lib/".length() + name.length();
            router.route("/lib/" + name + "/*")
                    .handler(ctx -> serve(ctx, root, path(ctx).substring(prefix)));
        });
        PAGES.forEach(page -> router.route(page).handler(ctx -> serve(ctx, "webroot", "/index.html")));
        router.route().handler(ctx -> serve(ctx, "webroot", path(ctx)));
        router.get().handler(this::missing);
    }

    /** A reader who mistyped an address gets the page, which says so; a script gets the problem. */
    private void missing(RoutingContext ctx) {
        var accepted = ctx.request().getHeader(HttpHeaders.ACCEPT);
        var page = file("webroot/index.html");
        if (path(ctx).startsWith("/api/") || accepted == null || !accepted.contains("text/html") || page.isEmpty()) {
            ctx.next();
            return;
        }
        ctx.response()
                .setStatusCode(404)
                .putHeader(HttpHeaders.CONTENT_TYPE, page.get().type())
                .end(page.get().bytes());
    }

    private static String path(RoutingContext ctx) {
        return String.valueOf(ctx.request().path());
    }

    private void serve(RoutingContext ctx, String root, String path) {
        var found = SAFE_PATH.matcher(path).matches() ? file(root + path) : Optional.<StaticFile>empty();
        if (found.isEmpty()) {
            ctx.next();
        } else if (HttpMethod.GET.equals(ctx.request().method())
                || HttpMethod.HEAD.equals(ctx.request().method())) {
            send(ctx, found.get());
        } else {
            ctx.response().putHeader(HttpHeaders.ALLOW, "GET, HEAD");
            ctx.fail(405);
        }
    }

    private static void send(RoutingContext ctx, StaticFile file) {
        var response = ctx.response()
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache")
                .putHeader(HttpHeaders.ETAG, file.etag());
        if (file.etag().equals(ctx.request().getHeader(HttpHeaders.IF_NONE_MATCH))) {
            response.setStatusCode(NOT_MODIFIED).end();
            return;
        }
        response.putHeader(HttpHeaders.CONTENT_TYPE, file.type());
        if (HttpMethod.HEAD.equals(ctx.request().method())) {
            response.putHeader(
                            HttpHeaders.CONTENT_LENGTH,
                            Integer.toString(file.bytes().length()))
                    .end();
        } else {
            response.end(file.bytes());
        }
    }

    /** Remembers what is there; what is not would let strangers fill the memory. */
    private Optional<StaticFile> file(String resource) {
        var known = files.get(resource);
        if (known != null) {
            return known;
        }
        var read = read(resource);
        if (read.isPresent()) {
            files.put(resource, read);
        }
        return read;
    }

    private static Optional<StaticFile> read(String resource) {
        try (var in = StaticFiles.class.getClassLoader().getResourceAsStream(resource)) {
            if (in == null) {
                return Optional.empty();
            }
            var bytes = in.readAllBytes();
            return Optional.of(new StaticFile(Buffer.buffer(bytes), etag(bytes), type(resource)));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(resource, unreadable);
        }
    }

    private static String type(String resource) {
        return TYPES.getOrDefault(resource.substring(resource.lastIndexOf('.') + 1), "application/octet-stream");
    }

    private static String etag(byte[] bytes) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return '"' + HexFormat.of().formatHex(digest, 0, 16) + '"';
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java platform has SHA-256", missing);
        }
    }

    /** The version of a web jar, as the jar itself tells it. */
    private static String version(String artifact) {
        var resource = "META-INF/maven/org.webjars.npm/" + artifact + "/pom.properties";
        try (var in = StaticFiles.class.getClassLoader().getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the web jar " + artifact + " is not on the class path");
            }
            var properties = new Properties();
            properties.load(in);
            return properties.getProperty("version");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(resource, unreadable);
        }
    }
}
