package io.driftline.api.server;

import io.driftline.api.answer.StaticFile;
import io.driftline.config.Config;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The page, its scripts and the library they stand on, from the class path; small enough to be kept in memory. The page
 * names its addresses from the root of a host; below a path it is given with that before each.
 */
final class StaticFiles {
    /** Addresses of the page, and which module of {@code js/pages} draws each. */
    private static final Map<String, String> PAGES = Map.ofEntries(
            Map.entry("/", "home"),
            Map.entry("/new", "new"),
            Map.entry("/jobs/*", "job"),
            Map.entry("/shared", "shared"),
            Map.entry("/compare", "compare"),
            Map.entry("/history", "history"),
            Map.entry("/account", "account"),
            Map.entry("/operator", "operator"),
            Map.entry("/operator/*", "operator"),
            Map.entry("/signin", "sign"),
            Map.entry("/signin/return", "return"),
            Map.entry("/signup", "sign"),
            Map.entry("/forgotten", "forgotten"),
            Map.entry("/reset", "reset"),
            Map.entry("/models", "catalogue"),
            Map.entry("/models/*", "catalogue"),
            Map.entry("/examples/*", "example"),
            Map.entry("/about", "about"));

    private static final String API_PAGE = "/api";
    private static final String MAIN = "/js/main.js";
    private static final String SHEET = "/css/index.css";
    private static final String START = "  <script type=\"module\"";

    /** Where the page looks for a library, and which web jar it is. */
    private static final Map<String, String> LIBRARIES = Map.of(
            "lit", "lit",
            "lit-html", "lit-html",
            "lit-element", "lit-element",
            "reactive-element", "lit__reactive-element");

    private static final Pattern SAFE_PATH =
            Pattern.compile("/([A-Za-z0-9_-][A-Za-z0-9_.-]*/)*[A-Za-z0-9_-][A-Za-z0-9_.-]*");
    private static final Pattern SHEET_IMPORT = Pattern.compile("^@import \"([a-z-]+\\.css)\";$", Pattern.MULTILINE);
    private static final Pattern SHEET_COMMENT = Pattern.compile("/\\*.*?\\*/", Pattern.DOTALL);
    private static final Pattern LINE_EDGES = Pattern.compile("\\s*\\n\\s*");
    private final Map<String, StaticFile> files = new ConcurrentHashMap<>();
    private final Map<String, StaticFile> pages = new ConcurrentHashMap<>();
    private final String below;
    private final String index;
    private final ModuleGraph modules;

    StaticFiles(Config.Server server) {
        below = server.path();
        index = text("/index.html").map(new LinkPreview(server)::placed).orElse("");
        modules = new ModuleGraph(index, this::text);
    }

    /**
     * The document that every address of the user interface starts from; empty if this build has none.
     *
     * @param module which module of {@code js/pages} comes next; none where that is empty
     */
    String page(String module) {
        var next = module.isEmpty() ? List.of(MAIN) : List.of(MAIN, "/js/pages/" + module + ".js");
        var links = modules.reachedFrom(next).stream()
                .filter(each -> !each.equals(MAIN))
                .map(each -> "  <link rel=\"modulepreload\" href=\"" + each + "\" fetchpriority=\"low\">\n")
                .collect(Collectors.joining());
        var document = "shared".equals(module) && !index.isEmpty() ? LinkPreview.ofShared(index) : index;
        return moved(document.replace(START, links + START));
    }

    /** The page's own address among those of the API, so before them. */
    void mountPageOfApi(Router router) {
        router.route(below + API_PAGE).handler(ctx -> send(ctx, document("api"), 200));
    }

    void mount(Router router) {
        LIBRARIES.keySet().forEach(name -> router.route(below + "/lib/" + name + "/*")
                .handler(this::serve));
        PAGES.forEach(
                (address, module) -> router.route(below + address).handler(ctx -> send(ctx, document(module), 200)));
        router.route(below + "/index.html").handler(ctx -> send(ctx, document(""), 200));
        router.route().handler(this::serve);
        router.get().handler(this::missing);
    }

    private StaticFile document(String module) {
        return pages.computeIfAbsent(
                module, name -> StaticFile.of("index.html", page(name).getBytes(StandardCharsets.UTF_8)));
    }

    /** A reader who mistyped an address gets the page, which says so; a script gets the problem. */
    private void missing(RoutingContext ctx) {
        var accepted = ctx.request().getHeader(HttpHeaders.ACCEPT);
        if (path(ctx).startsWith("/api/") || accepted == null || !accepted.contains("text/html") || index.isEmpty()) {
            ctx.next();
            return;
        }
        document("").send(ctx.request(), 404);
    }

    private String path(RoutingContext ctx) {
        return String.valueOf(ctx.request().path()).substring(below.length());
    }

    private void serve(RoutingContext ctx) {
        var path = path(ctx);
        var found = SAFE_PATH.matcher(path).matches() ? file(path) : Optional.<StaticFile>empty();
        if (found.isEmpty()) {
            ctx.next();
        } else {
            send(ctx, found.get(), 200);
        }
    }

    private static void send(RoutingContext ctx, StaticFile file, int status) {
        if (HttpMethod.GET.equals(ctx.request().method())
                || HttpMethod.HEAD.equals(ctx.request().method())) {
            file.send(ctx.request(), status);
        } else {
            ctx.response().putHeader(HttpHeaders.ALLOW, "GET, HEAD");
            ctx.fail(405);
        }
    }

    /** Remembers what is there; what is not would let strangers fill the memory. */
    private Optional<StaticFile> file(String path) {
        var known = files.get(path);
        if (known != null) {
            return Optional.of(known);
        }
        var read = path.equals(SHEET) ? text(path).map(this::wholeSheet) : bytes(path);
        read.ifPresent(bytes -> files.put(path, StaticFile.of(path, bytes)));
        return Optional.ofNullable(files.get(path));
    }

    /**
     * One sheet of all that it imports, so that a first paint waits for one answer, without comments and indents: what is left
     * fits the ten packets that a server sends before it waits for word of the first.
     */
    private byte[] wholeSheet(String sheet) {
        var whole = SHEET_IMPORT
                .matcher(sheet)
                .replaceAll(match ->
                        Matcher.quoteReplacement(text("/css/" + match.group(1)).orElseThrow()));
        return LINE_EDGES
                .matcher(SHEET_COMMENT.matcher(whole).replaceAll(""))
                .replaceAll("\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    private Optional<String> text(String path) {
        return bytes(path).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    /** @param path of the page's own, below this installation's */
    private static Optional<byte[]> bytes(String path) {
        try (var in = StaticFiles.class.getClassLoader().getResourceAsStream(resource(path))) {
            return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(path, unreadable);
        }
    }

    private static String resource(String path) {
        for (var library : LIBRARIES.entrySet()) {
            var prefix = "/lib/" + library.getKey() + "/";
            if (path.startsWith(prefix)) {
                var artifact = library.getValue();
                return "META-INF/resources/webjars/" + artifact + "/" + version(artifact) + "/"
                        + path.substring(prefix.length());
            }
        }
        return "webroot" + path;
    }

    /** The attributes of the page that are addresses, and those in its import map. */
    private String moved(String page) {
        return page.replace("=\"/", "=\"" + below + "/").replace(":\"/", ":\"" + below + "/");
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
