package io.driftline.browser;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Route;
import io.driftline.browser.visiting.Chromium;
import io.vertx.core.json.JsonArray;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * Runs the tests of the page's modules, those below {@code src/test/js}, each as a test of its own. They need a browser and no
 * service: the repository's files are served at their own paths,
 * and Lit where the page's import map looks for it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ModulesBrowserIT {
    private static final Path TESTS = Path.of("src", "test", "js");
    private static final String SITE = "http://driftline.test/";
    private static final Pattern SERVED = Pattern.compile("(webroot|src/test/js|src/test/contract)/[\\w./-]*");
    private static final Pattern IMPORT_MAP = Pattern.compile("<script type=\"importmap\">.*?</script>");
    private static final Map<String, String> LIBRARIES = Map.of(
            "lit", "lit",
            "lit-html", "lit-html",
            "lit-element", "lit-element",
            "reactive-element", "lit__reactive-element");
    private static final String NAMES =
            "path => import(path).then(() => import('/src/test/js/testing.js')).then(testing => testing.names())";
    private static final String RUN = "name => import('/src/test/js/testing.js').then(testing => testing.run(name))";

    private final Chromium chromium = new Chromium();

    @AfterAll
    void leave() {
        chromium.close();
    }

    @TestFactory
    Stream<DynamicContainer> modules() throws IOException {
        try (var files = Files.walk(TESTS)) {
            var tests = files.filter(file -> file.toString().endsWith(".test.js"))
                    .sorted()
                    .toList();
            return tests.stream().map(this::module);
        }
    }

    private DynamicContainer module(Path file) {
        var page = chromium.page();
        page.route("**/*", ModulesBrowserIT::answer);
        page.navigate(SITE);
        @SuppressWarnings("unchecked")
        var names = (List<String>) page.evaluate(NAMES, "/" + file);
        return DynamicContainer.dynamicContainer(
                String.valueOf(file.getFileName()),
                names.stream().map(name -> DynamicTest.dynamicTest(name, () -> run(page, name))));
    }

    private static void run(Page page, String name) {
        try {
            page.evaluate(RUN, name);
        } catch (PlaywrightException failed) {
            throw new AssertionError(failed.getMessage(), failed);
        }
    }

    private static void answer(Route route) {
        var path = URI.create(route.request().url()).getPath().substring(1);
        try {
            if (path.isEmpty()) {
                route.fulfill(
                        new Route.FulfillOptions().setContentType("text/html").setBody(document()));
            } else if (SERVED.matcher(path).matches() && !path.contains("..")) {
                route.fulfill(file(Path.of(path)));
            } else if (path.startsWith("lib/")) {
                route.fulfill(script(library(path.substring("lib/".length()))));
            } else {
                route.fulfill(new Route.FulfillOptions().setStatus(404));
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** What is needed of the page's own document: where modules find libraries. */
    private static String document() throws IOException {
        var map = IMPORT_MAP.matcher(Files.readString(Path.of("webroot", "index.html")));
        if (!map.find()) {
            throw new AssertionError("the page has no import map");
        }
        return "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\">" + map.group();
    }

    private static byte[] library(String path) throws IOException {
        var name = path.substring(0, path.indexOf('/'));
        var artifact = Objects.requireNonNull(LIBRARIES.get(name), path);
        var version = new Properties();
        version.load(
                new ByteArrayInputStream(resource("META-INF/maven/org.webjars.npm/" + artifact + "/pom.properties")));
        return resource("META-INF/resources/webjars/" + artifact + "/" + version.getProperty("version")
                + path.substring(name.length()));
    }

    private static byte[] resource(String name) throws IOException {
        try (var in = ModulesBrowserIT.class.getClassLoader().getResourceAsStream(name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        }
    }

    private static Route.FulfillOptions script(byte[] bytes) {
        return new Route.FulfillOptions().setContentType("text/javascript").setBodyBytes(bytes);
    }

    /** A file, or the names of those in a folder as a JSON array. */
    private static Route.FulfillOptions file(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            try (var files = Files.list(path)) {
                var names = files.map(file -> String.valueOf(file.getFileName()))
                        .sorted()
                        .toList();
                return json(new JsonArray(names).encode());
            }
        }
        if (!Files.isRegularFile(path)) {
            return new Route.FulfillOptions().setStatus(404);
        }
        return path.toString().endsWith(".js") ? script(Files.readAllBytes(path)) : json(Files.readString(path));
    }

    private static Route.FulfillOptions json(String body) {
        return new Route.FulfillOptions().setContentType("application/json").setBody(body);
    }
}
