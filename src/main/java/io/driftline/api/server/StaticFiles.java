package io.driftline.api.server;

import io.driftline.api.answer.StaticFile;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** The page, its scripts and the library they stand on, from the class path; small enough to be kept in memory. */
final class StaticFiles {
    private static final List<String> PAGES = List.of(
            "/",
            "/new",
            "/jobs/*",
            "/shared",
            "/compare",
            "/history",
            "/account",
            "/operator",
            "/operator/*",
            "/signin",
            "/signup",
            "/models/*",
            "/about");

    private static final String API_PAGE = "/api";

    /** Where the page looks for a library, and which web jar it is. */
    private static final Map<String, String> LIBRARIES = Map.of(
            "lit", "lit",
            "lit-html", "lit-html",
            "lit-element", "lit-element",
            "reactive-element", "lit__reactive-element");

    private static final Pattern SAFE_PATH =
            Pattern.compile("/([A-Za-z0-9_-][A-Za-z0-9_.-]*/)*[A-Za-z0-9_-][A-Za-z0-9_.-]*");
    private final Map<String, Optional<StaticFile>> files = new ConcurrentHashMap<>();

    /** The page that every route of the user interface starts from; empty if this build has none. */
    String page() {
        return file("webroot/index.html")
                .map(file -> file.plain().bytes().toString(StandardCharsets.UTF_8))
                .orElse("");
    }

    /** The page's own address among those of the API, so before them. */
    void mountPageOfApi(Router router) {
        router.route(API_PAGE).handler(ctx -> serve(ctx, "webroot", "/index.html"));
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
        page.get().send(ctx.request(), 404);
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
            found.get().send(ctx.request(), 200);
        } else {
            ctx.response().putHeader(HttpHeaders.ALLOW, "GET, HEAD");
            ctx.fail(405);
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
            return Optional.of(StaticFile.of(resource, in.readAllBytes()));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(resource, unreadable);
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
